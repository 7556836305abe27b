import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/sandbox/http-request.js';
import { readClaim, verifySignature } from '../../src/sandbox/signature-acs3.js';
import { headerOf, type RecordedRequest, record, replay, withHeader } from './recorded-request.js';
import { clients, ECS_TRUST, fresh, keysOf, ram } from './sandbox-fixture.js';

async function recordedCreateRole(sandbox: Awaited<ReturnType<typeof fresh>>): Promise<RecordedRequest> {
  const keys = keysOf(await sandbox.identity());
  const request = new ram.CreateRoleRequest({
    roleName: 'Signed',
    assumeRolePolicyDocument: ECS_TRUST,
    description: "blanks and !'()*~ ünïcode",
  });
  return record((url) => clients(url, keys).ram.createRole(request));
}

/** The text with one character replaced by another that is legal at its place. */
function flip(text: string, at: number): string {
  const old = text[at] as string;
  return text.slice(0, at) + (old === 'a' ? 'b' : 'a') + text.slice(at + 1);
}

/** A request signed by the published recipe, written down here a second time. */
function ownRequest(more: Readonly<Record<string, string>>): HttpRequest {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const headers: Record<string, string> = {
    host: 'example.com',
    'x-acs-action': 'GetInstance',
    'x-acs-content-sha256': sha256('{}'),
    'x-acs-date': '2026-01-01T00:00:00Z',
    'x-acs-signature-nonce': 'n',
    'x-acs-version': '2022-01-01',
    ...more,
  };
  const path = '/api/v2/instances/dsw-1';
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const names = Object.keys(headers).join(';');
  const canonical = `PUT\n${path}\na=1\n${lines.join('')}\n${names}\n${sha256('{}')}`;
  const signature = createHmac('sha256', 'secret')
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=AK,SignedHeaders=${names},Signature=${signature}`;
  return {
    method: 'PUT',
    path,
    query: [['a', '1']],
    headers: new Map(Object.entries({ ...headers, authorization }).map(([name, value]) => [name, [value]])),
    body: Buffer.from('{}'),
  };
}

const REFUSED =
  /^(SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId\.NotFound|InvalidTimeStamp\.\w+|InvalidAction\.NotFound|InvalidParameter)$/;

describe('ACS3-HMAC-SHA256 as the official SDK signs it', () => {
  it('accepts the request as it is, once', async () => {
    const sandbox = await fresh();
    const recorded = await recordedCreateRole(sandbox);
    expect((await replay(sandbox.url, recorded)).status).toBe(200);
    expect(await replay(sandbox.url, recorded)).toMatchObject({ status: 400, code: 'SignatureNonceUsed' });
  });

  it('refuses any changed byte of every signed header and of Authorization', async () => {
    const sandbox = await fresh();
    const recorded = await recordedCreateRole(sandbox);
    const signed = /SignedHeaders=([^,]+)/.exec(headerOf(recorded, 'authorization'))?.[1]?.split(';') ?? [];
    expect(signed).toContain('host');
    expect(signed.length).toBeGreaterThanOrEqual(6);
    for (const name of [...signed, 'authorization']) {
      const value = headerOf(recorded, name);
      for (let at = 0; at < value.length; at += 1) {
        const answer = await replay(sandbox.url, withHeader(recorded, name, flip(value, at)));
        expect(answer.code, `${name}[${at}]: ${answer.body}`).toMatch(REFUSED);
      }
      expect((await replay(sandbox.url, withHeader(recorded, name, undefined))).status, name).not.toBe(200);
    }
    expect((await replay(sandbox.url, recorded)).status).toBe(200);
  });

  it('refuses a changed, added, doubled or missing parameter, another method, path or body', async () => {
    const sandbox = await fresh();
    const recorded = await recordedCreateRole(sandbox);
    const [path = '', query = ''] = recorded.url.split('?');
    const changed: RecordedRequest[] = [
      { ...recorded, url: `${recorded.url}&MaxSessionDuration=43200` },
      { ...recorded, url: `${recorded.url}&RoleName=Signed` },
      { ...recorded, url: `${path}?${query.replace('RoleName=Signed', 'RoleName=signed')}` },
      { ...recorded, url: `${path}?${query.replace('RoleName=', 'rolename=')}` },
      { ...recorded, url: `${path}?${query.split('&').slice(1).join('&')}` },
      { ...recorded, url: `/x?${query}` },
      { ...recorded, method: 'GET' },
      { ...recorded, method: 'PUT' },
      { ...recorded, body: 'x' },
      { ...recorded, body: 'MaxSessionDuration=43200' },
    ];
    for (const request of changed) {
      const answer = await replay(sandbox.url, request);
      expect(answer.code, `${request.method} ${request.url} ${request.body}`).toMatch(REFUSED);
    }
    for (let at = 0; at < query.length; at += 7) {
      const answer = await replay(sandbox.url, { ...recorded, url: `${path}?${flip(query, at)}` });
      expect(answer.code, `query[${at}]`).toMatch(REFUSED);
    }
    expect((await replay(sandbox.url, recorded)).status).toBe(200);
  });

  it('tells a name that holds "=" and "&" from two parameters', async () => {
    const sandbox = await fresh();
    const recorded = await recordedCreateRole(sandbox);
    const [path = '', query = ''] = recorded.url.split('?');
    const merged = new URLSearchParams(query);
    const description = encodeURIComponent(merged.get('Description') ?? '').replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    // Printed without encoding, this name followed by "=Signed" reads like the right canonical query.
    merged.delete('Description');
    merged.delete('RoleName');
    merged.append(`Description=${description}&RoleName`, 'Signed');
    const answer = await replay(sandbox.url, { ...recorded, url: `${path}?${merged}` });
    expect(answer.code).toBe('SignatureDoesNotMatch');
  });

  it('covers the path, and holds the hash header to the body', () => {
    const signed = ownRequest({});
    expect(() => verifySignature(signed, readClaim(signed), 'secret')).not.toThrow();
    const elsewhere = { ...signed, path: '/api/v2/instances/other' };
    expect(() => verifySignature(elsewhere, readClaim(elsewhere), 'secret')).toThrow('not matched');
    const lying = ownRequest({ 'x-acs-content-sha256': '0'.repeat(64) });
    expect(() => verifySignature(lying, readClaim(lying), 'secret')).toThrow('not the hash of the body');
  });

  it('refuses x-acs headers that nobody signed', async () => {
    const sandbox = await fresh();
    const recorded = await recordedCreateRole(sandbox);
    const more = { ...recorded, headers: [...recorded.headers, 'x-acs-security-token', 'whatever'] };
    expect(await replay(sandbox.url, more)).toMatchObject({ status: 400, code: 'IncompleteSignature' });
    const twice = { ...recorded, headers: [...recorded.headers, 'x-acs-action', 'DeleteRole'] };
    expect((await replay(sandbox.url, twice)).code).toBe('SignatureDoesNotMatch');
  });

  it('refuses an upper-case signature, which a lenient hex reader would take', async () => {
    const sandbox = await fresh();
    const recorded = await recordedCreateRole(sandbox);
    const value = headerOf(recorded, 'authorization').replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase());
    expect((await replay(sandbox.url, withHeader(recorded, 'authorization', value))).code).toBe('IncompleteSignature');
  });
});
