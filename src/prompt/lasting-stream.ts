import { Writable } from 'node:stream';

/**
 * A stream that writes to `target` and never ends it. inquirer ends its output after each question;
 * Node saves its own stderr from that, but no other stream.
 */
export function lastingStream(target: Writable): Writable {
  const stream = new Writable({
    write: (chunk, encoding, done) => {
      target.write(chunk, encoding, done);
    },
  });
  // The width decides where a question wraps.
  Object.defineProperty(stream, 'columns', { get: () => (target as { columns?: number }).columns });
  return stream;
}
