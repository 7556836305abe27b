import { describe, expect, it } from 'vitest';
import { metadataEndpoint } from '../../src/credentials/metadata-endpoint.js';
import { UsageError } from '../../src/errors.js';

describe('metadataEndpoint', () => {
  it.each([
    [undefined, 'http://100.100.100.200'],
    ['', 'http://100.100.100.200'],
    ['100.100.100.200', 'http://100.100.100.200'],
    ['http://100.100.100.200/', 'http://100.100.100.200'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://metadata.example.com', 'https://metadata.example.com'],
  ])('%s', (text, expected) => {
    expect(metadataEndpoint({ ALIBABA_CLOUD_IMDS_ENDPOINT: text })).toBe(expected);
  });

  it.each(['metadata.example.com', 'http://100.100.100.201', 'http://127.0.0.1/path', '100.100.100.200.example.com'])(
    'refuses %s',
    (text) => {
      expect(() => metadataEndpoint({ ALIBABA_CLOUD_IMDS_ENDPOINT: text })).toThrow(UsageError);
    },
  );
});
