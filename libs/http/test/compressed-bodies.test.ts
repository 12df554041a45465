// Compressed bodies that are cut, damaged or of another format. Real HTTP: the parser reads a stream.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import express, { type Request, type Response } from 'express';
import fc from 'fast-check';
import { problemOf } from '../src/requests/problem.filter';
import { readJsonBody } from '../src/requests/json-body';
import { readRawBody } from '../src/requests/raw-body';

const READERS = { json: readJsonBody, raw: readRawBody } as const;
const COMPRESSIONS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const;
type Encoding = keyof typeof COMPRESSIONS;
const BODY = Buffer.from(JSON.stringify({ text: 'STOP', more: 'abcdefgh'.repeat(200) }));

let server: Server;
let url: string;

beforeAll(async () => {
  const app = express();
  app.post('/:reader', (request: Request, response: Response) => {
    const read = READERS[request.params['reader'] as keyof typeof READERS];
    read(request, response).then(
      () => response.status(200).end(),
      (error: unknown) => response.status(problemOf(error, request, response).getStatus()).end(),
    );
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function post(reader: keyof typeof READERS, encoding: string, body: Buffer): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
  return (await fetch(`${url}/${reader}`, { method: 'POST', headers, body })).status;
}

type Damage = { cut: number } | { flip: number; bit: number } | { insert: number; bytes: Uint8Array };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ cut: share }),
  fc.record({ flip: share, bit: fc.nat({ max: 7 }) }),
  fc.record({ insert: share, bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
);

function damaged(body: Buffer, how: Damage): Buffer {
  const at = (where: number) => Math.floor(where * (body.length - 1));
  if ('cut' in how) return body.subarray(0, Math.max(1, at(how.cut)));
  if ('insert' in how)
    return Buffer.concat([body.subarray(0, at(how.insert)), how.bytes, body.subarray(at(how.insert))]);
  const flipped = Buffer.from(body);
  flipped[at(how.flip)] = (flipped[at(how.flip)] ?? 0) ^ (1 << how.bit);
  return flipped;
}

const reader = fc.constantFrom(...(Object.keys(READERS) as (keyof typeof READERS)[]));
const encoding = fc.constantFrom(...(Object.keys(COMPRESSIONS) as Encoding[]));

test('a compressed body is read', async () => {
  for (const [name, compress] of Object.entries(COMPRESSIONS))
    for (const each of Object.keys(READERS) as (keyof typeof READERS)[])
      expect([name, each, await post(each, name, compress(BODY))]).toEqual([name, each, 200]);
});

test('reads a damaged compressed body or refuses it with 400, never with 500', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(reader, encoding, damage, async (each, name, how) => {
      const status = await post(each, name, damaged(COMPRESSIONS[name](BODY), how));
      seen.add(status);
      expect([200, 400, 413]).toContain(status);
    }),
    { numRuns: 600 },
  );
  expect(seen).toContain(400);
});

test('any bytes under any encoding are read or refused with 400', async () => {
  await fc.assert(
    fc.asyncProperty(reader, encoding, fc.uint8Array({ minLength: 1, maxLength: 64 }), async (each, name, bytes) => {
      expect([200, 400, 413]).toContain(await post(each, name, Buffer.from(bytes)));
    }),
    { numRuns: 300 },
  );
});

test.each(['json', 'raw'] as const)('each byte of a body at which it can be cut is refused (%s)', async (each) => {
  const wrong: string[] = [];
  for (const name of Object.keys(COMPRESSIONS) as Encoding[]) {
    const body = COMPRESSIONS[name](Buffer.from('{"text":"STOP"}'));
    for (let length = 1; length < body.length; length += 1) {
      const status = await post(each, name, body.subarray(0, length));
      if (status !== 400) wrong.push(`${name} cut at ${length} of ${body.length}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['deflate without a header', 'deflate', deflateRawSync(BODY), 400],
  ['gzip under the name of deflate', 'deflate', gzipSync(BODY), 400],
  ['deflate under the name of gzip', 'gzip', deflateSync(BODY), 400],
  ['deflate that needs a dictionary', 'deflate', deflateSync(BODY, { dictionary: Buffer.from('abcdefgh') }), 400],
  ['plain JSON under the name of brotli', 'br', BODY, 400],
  ['an unknown encoding', 'compress', BODY, 415],
  ['two encodings', 'gzip, br', BODY, 415],
  ['a made-up encoding', 'constructor', BODY, 415],
  ['a bomb', 'gzip', gzipSync(Buffer.alloc(2_000_000)), 413],
] as const)('%s is refused', async (_, name, body, status) => {
  expect([await post('json', name, body), await post('raw', name, body)]).toEqual([status, status]);
});
