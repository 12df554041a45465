import fc from 'fast-check';
import { ListFile } from './list-file';

async function read(bytes: Uint8Array): Promise<string[][]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += 7) yield Buffer.from(bytes.subarray(at, at + 7));
  }
  const rows: string[][] = [];
  for await (const row of new ListFile(chunks()).rows()) rows.push(row);
  return rows;
}

test('trims values and reads each in its own encoding', async () => {
  const glued = Buffer.concat([Buffer.from('name;é\n'), Buffer.from(' été ;d\x92été\n', 'latin1')]);
  expect(await read(glued)).toEqual([
    ['name', 'é'],
    ['été', 'd’été'],
  ]);
});

test('never yields characters that PostgreSQL refuses', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
      for (const value of (await read(bytes)).flat()) expect(value).not.toMatch(/\0|\p{Cs}/u);
    }),
    { numRuns: 500 },
  );
});
