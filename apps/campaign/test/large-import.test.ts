import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { json } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Bed } from './bed';
import { type Imported, msisdn, newAdvertiser, newBook } from './people';

jest.setTimeout(570_000);

const ROWS = 20_000;
const DISTINCT = 9_000;
const FILE_BYTES = 40_000_000;
const LOOK_EVERY_BYTES = 4_000_000;
/** A fraction of the file: some batches on their way to the database. */
const MAX_HELD_BYTES = 20_000_000;

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed.end());

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are still needed by somebody in this process. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Not by fetch: Node 20's keeps every chunk it has sent until the request is over. */
async function upload(path: string, file: Iterable<Buffer>): Promise<{ status: number | undefined; body: Imported }> {
  const sending = request(`${bed.service.url}${path}`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
  const answer = new Promise<{ status: number | undefined; body: Imported }>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      json(response).then((body) => resolve({ status: response.statusCode, body: body as Imported }), reject);
    });
  });
  await pipeline(Readable.from(file, { objectMode: false }), sending);
  return answer;
}

test('imports a file of 40 MB in constant memory', async () => {
  const bookId = await newBook(bed, (await newAdvertiser(bed)).id);
  const note = 'é'.repeat((FILE_BYTES / ROWS - 20) / 2);
  const before = heldBytes();
  let most = 0;
  let sent = 0;
  let looked = 0;
  function* file(): Generator<Buffer> {
    yield Buffer.from('phone,note\n');
    for (let row = 0; row < ROWS; row += 20) {
      const lines = Array.from({ length: 20 }, (_, n) => `${msisdn((row + n) % DISTINCT)},${note}\n`);
      const chunk = Buffer.from(lines.join(''));
      sent += chunk.length;
      if (sent - looked > LOOK_EVERY_BYTES) {
        looked = sent;
        most = Math.max(most, heldBytes() - before);
      }
      yield chunk;
    }
  }
  const { status, body } = await upload(`/v1/address-books/${bookId}/contacts?withoutConsent=true`, file());

  expect(sent).toBeGreaterThan(FILE_BYTES * 0.99);
  expect(status).toBe(200);
  expect(body).toMatchObject({ imported: DISTINCT, refusedCount: ROWS - DISTINCT, duplicates: ROWS - DISTINCT });
  expect(body.refused).toHaveLength(10_000);
  expect(body.refused[0]).toMatchObject({ row: DISTINCT + 1, code: 'DUPLICATE' });
  expect(most).toBeLessThan(MAX_HELD_BYTES);
});
