import { Writable } from 'node:stream';

/** Select Graphic Rendition: colours and weights, not cursor movement. */
const GRAPHICS = new RegExp(`${'\\u001b'}\\[[0-9;]*m`, 'g');

/**
 * A stream that writes to `target` and never ends it. inquirer ends its output after each question;
 * Node saves its own stderr from that, but no other stream. It also paints whatever NO_COLOR says
 * (util.styleText looks at the environment from Node 22.13 on only), so colour is taken out here.
 */
export function lastingStream(target: Writable, colour: boolean): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, encoding, done) => {
      if (colour) target.write(chunk, encoding, done);
      else target.write(chunk.toString().replace(GRAPHICS, ''), done);
    },
  });
  // The width decides where a question wraps.
  Object.defineProperty(stream, 'columns', { get: () => (target as { columns?: number }).columns });
  return stream;
}
