import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export const LISTED_NUMBERS = 1_000_000;
/** Numbers of no country: +999 is not assigned. */
const FIRST = 999_000_000_000;
const BATCH = 1_000;
/** Name of the set in Redis. */
export const LISTED_SET = 'opt-outs';
/** One of them. */
export const LISTED = `+${FIRST}`;

/** Serves the numbers as a text, one a line, until it is closed. */
export async function serveListed(): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(Array.from({ length: LISTED_NUMBERS }, (_each, n) => `+${FIRST + n}\n`).join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

/** Puts the numbers into a set of the Redis at this port. */
export async function listInRedis(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  for (let from = 0; from < LISTED_NUMBERS; from += BATCH) {
    const members = Array.from({ length: BATCH }, (_, n) => `+${FIRST + from + n}`);
    if (!socket.write(command('SADD', LISTED_SET, ...members))) await once(socket, 'drain');
  }
  socket.write(command('SCARD', LISTED_SET));
  let answers = '';
  for await (const chunk of socket) {
    answers = (answers + String(chunk)).slice(-BATCH);
    if (answers.includes('-')) throw new Error(`Redis answered ${answers}`);
    if (answers.endsWith(`:${LISTED_NUMBERS}\r\n`)) return;
  }
  throw new Error('Redis closed the connection');
}

const command = (...words: string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
