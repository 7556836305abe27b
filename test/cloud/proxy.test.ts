import { describe, expect, it } from 'vitest';
import { bypassesProxy } from '../../src/cloud/no-proxy.js';
import { proxyOf } from '../../src/cloud/proxy.js';
import { UsageError } from '../../src/errors.js';

describe('bypassesProxy', () => {
  it.each([
    ['localhost', '443', undefined, true],
    ['127.0.0.1', '8080', '', true],
    ['ram.aliyuncs.com', '443', undefined, false],
    ['ram.aliyuncs.com', '443', '*', true],
    ['ram.aliyuncs.com', '443', 'aliyuncs.com', true],
    ['ram.aliyuncs.com', '443', 'other, .aliyuncs.com', true],
    ['ram.aliyuncs.com', '443', '*.aliyuncs.com', true],
    ['RAM.aliyuncs.com', '443', 'ram.ALIYUNCS.com', true],
    ['ram.aliyuncs.com', '443', 'ram.aliyuncs.com:443', true],
    ['ram.aliyuncs.com', '443', 'ram.aliyuncs.com:8443', false],
    ['evilaliyuncs.com', '443', 'aliyuncs.com', false],
    ['ram.aliyuncs.com', '443', '.', false],
  ])('%s:%s with NO_PROXY=%s: %s', (host, port, noProxy, expected) => {
    expect(bypassesProxy(host, port, noProxy)).toBe(expected);
  });
});

describe('proxyOf', () => {
  it.each([
    [{}, undefined],
    [{ HTTP_PROXY: 'http://p:1' }, undefined],
    [{ HTTPS_PROXY: 'http://p:1', ALL_PROXY: 'http://q:1' }, 'http://p:1'],
    [{ https_proxy: 'p:1' }, 'http://p:1'],
    [{ ALL_PROXY: 'https://q:1' }, 'https://q:1'],
  ])('%j is %s', (env, expected) => {
    expect(proxyOf(env)).toBe(expected);
  });

  it('refuses what is no HTTP proxy, without repeating its password', () => {
    const env = { HTTPS_PROXY: 'socks5://me:hunter2@p:1' };
    expect(() => proxyOf(env)).toThrow(UsageError);
    expect(() => proxyOf(env)).not.toThrow(/hunter2/);
  });
});
