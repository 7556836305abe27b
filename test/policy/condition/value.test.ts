import { describe, expect, it } from 'vitest';
import { holdsAddress, parseIpRange } from '../../../src/policy/condition/ip-range.js';
import { readBoolean, readDate, readNumber } from '../../../src/policy/condition/value.js';

describe('readNumber', () => {
  it.each([
    [7, 7],
    [-0.5, -0.5],
    ['7', 7],
    ['-7.25', -7.25],
    ['1e3', 1000],
    ['1E+10', 1e10],
    ['25e-2', 0.25],
  ])('%j is %d', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it.each(['', ' 7', '7 ', 'x7', '7x', '.5', '5.', '1e', 'e3', '1e+', '--7', '0x10', '1,000', 'NaN', 'Infinity', true])(
    '%j is none',
    (text) => {
      expect(readNumber(text)).toBeUndefined();
    },
  );
});

describe('readDate', () => {
  const noon = Date.UTC(2026, 0, 2, 12);

  it.each([
    ['2026-01-02', Date.UTC(2026, 0, 2)],
    ['2026-01-02T12:00Z', noon],
    ['2026-01-02T12:00:00Z', noon],
    ['2026-01-02T12:00:00.250Z', noon + 250],
    ['2026-01-02T20:00:00+08:00', noon],
    ['2026-01-02T07:30:00-04:30', noon],
  ])('%j', (text, time) => {
    expect(readDate(text)).toBe(time);
  });

  it.each([
    '',
    '2026',
    '2026-1-2',
    ' 2026-01-02',
    '2026-01-02 ',
    '2026-01-02T12:00:00',
    '2026-01-02T12Z',
    '2026-01-02T12:00:00.Z',
    '2026-01-02T12:00:00+0800',
    '2026-01-02T12:00:00Zx',
    '2026-13-02',
    '20260102',
    1767355200000,
    true,
  ])('%j is none', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
});

describe('readBoolean', () => {
  it.each([true, 'true', 'TRUE', 'True'])('%j is true', (value) => expect(readBoolean(value)).toBe(true));
  it.each([false, 'false', 'False'])('%j is false', (value) => expect(readBoolean(value)).toBe(false));
  it.each(['', 'yes', 1, 0, 'true '])('%j is neither', (value) => expect(readBoolean(value)).toBeUndefined());
});

describe('parseIpRange', () => {
  it.each([
    ['10.1.2.3', [10, 1, 2, 3], 32],
    ['0.0.0.0/0', [0, 0, 0, 0], 0],
    ['10.0.0.0/8', [10, 0, 0, 0], 8],
    ['255.255.255.255/32', [255, 255, 255, 255], 32],
    ['::', new Array(16).fill(0), 128],
    ['::1', [...new Array(15).fill(0), 1], 128],
    ['2001:db8::/32', [0x20, 1, 0x0d, 0xb8, ...new Array(12).fill(0)], 32],
    ['::ffff:10.1.2.3', [...new Array(10).fill(0), 255, 255, 10, 1, 2, 3], 128],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8], 128],
    ['1::8', [0, 1, ...new Array(12).fill(0), 0, 8], 128],
    ['A:B::/128', [0, 10, 0, 11, ...new Array(12).fill(0)], 128],
  ])('%s', (text, address, bits) => {
    expect(parseIpRange(text)).toEqual({ address, bits });
  });

  it.each([
    '',
    '10.1.2',
    '10.1.2.3.4',
    '10.1.2.256',
    '10.1.2.1000',
    '10.1.2.',
    '10.1.2.x',
    '10.1.2.3/33',
    '10.1.2.3/',
    '10.1.2.3/-1',
    '10.1.2.3/8/8',
    '10.1.2.3/x',
    '::1/129',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '1::2::3',
    ':::',
    '12345::',
    'g::',
    '10.1.2.3::',
    '::10.1.2.3:1',
    '::10.1.2',
    ':1:2:3:4:5:6:7:8',
  ])('%j is none', (text) => {
    expect(parseIpRange(text)).toBeUndefined();
  });

  it.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '10.0.0.0/9', true],
    ['10.0.0.0/8', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/7', false],
    ['10.1.2.0/23', '10.1.3.255', true],
    ['10.1.2.0/23', '10.1.4.0', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.2', false],
    ['0.0.0.0/0', '255.1.1.1', true],
    ['::/0', '10.1.2.3', false],
    ['2001:db8::/33', '2001:db8:7fff::', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
  ])('%s holds %s: %s', (range, inner, holds) => {
    const [outer, one] = [parseIpRange(range), parseIpRange(inner)];
    expect(outer && one && holdsAddress(outer, one)).toBe(holds);
  });
});
