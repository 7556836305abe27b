/** An address range: the first `bits` bits of `address` are fixed. IPv4 has 4 bytes, IPv6 16. */
export interface IpRange {
  readonly address: readonly number[];
  readonly bits: number;
}

/** Reads `203.0.113.2`, `192.0.2.0/24`, `2001:db8::/32`; undefined when the text is none of these. */
export function parseIpRange(text: string): IpRange | undefined {
  const [host = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return undefined;
  const address = host.includes(':') ? parseV6(host) : parseV4(host);
  if (address === undefined) return undefined;
  const most = address.length * 8;
  if (length === undefined) return { address, bits: most };
  return /^\d{1,3}$/.test(length) && Number(length) <= most ? { address, bits: Number(length) } : undefined;
}

/** True when the range holds the whole of `inner`; ranges of different families never hold each other. */
export function holdsAddress(range: IpRange, inner: IpRange): boolean {
  if (range.address.length !== inner.address.length || inner.bits < range.bits) return false;
  return range.address.every((byte, i) => {
    const fixed = Math.min(8, Math.max(0, range.bits - i * 8));
    const mask = (0xff << (8 - fixed)) & 0xff;
    return (byte & mask) === ((inner.address[i] as number) & mask);
  });
}

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => (half === '' ? [] : groups(half, i === halves.length - 1)));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])];
}

/** Two bytes per group; the last group of an address may be an IPv4 address. */
function groups(text: string, endsAddress: boolean): number[] | undefined {
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const v4 = endsAddress && i === parts.length - 1 && part.includes('.') ? parseV4(part) : undefined;
    if (v4 !== undefined) bytes.push(...v4);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part))
      bytes.push(Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
