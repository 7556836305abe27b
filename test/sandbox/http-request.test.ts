import { describe, expect, it } from 'vitest';
import { type HttpRequest, paramsOf } from '../../src/sandbox/http-request.js';

const request = (body: string): HttpRequest => ({
  method: 'POST',
  path: '/',
  query: [['RoleName', 'Mine']],
  headers: new Map([['content-type', ['application/x-www-form-urlencoded; charset=utf-8']]]),
  body: Buffer.from(body),
});

describe('the parameters of a request', () => {
  it('come from a form only when its Content-Type is signed', () => {
    expect(paramsOf(request('Description=x'), ['content-type', 'host']).names()).toEqual(['RoleName', 'Description']);
    expect(paramsOf(request('Description=x'), ['host']).names()).toEqual(['RoleName']);
  });

  it('are not given twice, in the query and in the body', () => {
    const given = () => paramsOf(request('RoleName=Other'), ['content-type', 'host']);
    expect(given).toThrow(expect.objectContaining({ status: 400, code: 'InvalidParameter' }));
  });
});
