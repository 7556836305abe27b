import { describe, expect, it } from 'vitest';
import { isCredentialSource, resolveEndpoints } from '../../src/config/endpoints.js';
import { UsageError } from '../../src/errors.js';

describe('resolveEndpoints', () => {
  it('leaves products without a variable to their public endpoints', () => {
    expect(resolveEndpoints({ RAM_ENDPOINT: '', ECS_ENDPOINT: undefined })).toEqual({});
  });

  it.each([
    ['ram.example.com', { protocol: 'HTTPS', host: 'ram.example.com' }],
    ['ram.example.com:8443', { protocol: 'HTTPS', host: 'ram.example.com:8443' }],
    ['https://ram.example.com/', { protocol: 'HTTPS', host: 'ram.example.com' }],
    ['127.0.0.1:8080', { protocol: 'HTTP', host: '127.0.0.1:8080' }],
    ['127.1.2.3', { protocol: 'HTTP', host: '127.1.2.3' }],
    ['localhost:80', { protocol: 'HTTP', host: 'localhost:80' }],
    ['[::1]:8080', { protocol: 'HTTP', host: '[::1]:8080' }],
    ['http://127.0.0.1:8080', { protocol: 'HTTP', host: '127.0.0.1:8080' }],
    ['https://127.0.0.1:8443', { protocol: 'HTTPS', host: '127.0.0.1:8443' }],
  ])('%s', (text, expected) => {
    expect(resolveEndpoints({ RAM_ENDPOINT: text })).toEqual({ ram: expected });
  });

  it('reads each product from its own variable', () => {
    const env = { RAM_ENDPOINT: 'a.com', STS_ENDPOINT: 'b.com', IMS_ENDPOINT: 'c.com', ECS_ENDPOINT: 'd.com' };
    const hosts = Object.entries(resolveEndpoints(env)).map(([product, { host }]) => [product, host]);
    expect(hosts).toEqual([
      ['ram', 'a.com'],
      ['sts', 'b.com'],
      ['ims', 'c.com'],
      ['ecs', 'd.com'],
    ]);
  });

  it.each([
    'http://ram.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://128.0.0.1',
    'ftp://127.0.0.1',
    'https://user:hunter2@ram.example.com',
    'https://ram.example.com/path',
    'https://ram.example.com?x',
    'two words',
    'host:port',
    'host:99999',
    'https://',
  ])('refuses %s and names the variable', (text) => {
    const attempt = () => resolveEndpoints({ ECS_ENDPOINT: text });
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(expect.objectContaining({ where: 'ECS_ENDPOINT', exitCode: 2 }));
    expect(attempt).not.toThrow(/hunter2/);
  });
});

describe('isCredentialSource', () => {
  it.each([
    ['http://100.100.100.200', true],
    ['http://127.0.0.1:8080/x', true],
    ['http://localhost/x', true],
    ['http://[::1]:80/', true],
    ['https://example.com/x', true],
    ['http://example.com', false],
    ['http://100.100.100.201', false],
    ['http://100.100.100.200.example.com', false],
    ['http://127.0.0.1@example.com', false],
    ['https://user:pass@example.com', false],
    ['ftp://127.0.0.1', false],
    ['nothing', false],
  ])('%s: %s', (text, expected) => {
    expect(isCredentialSource(text)).toBe(expected);
  });
});
