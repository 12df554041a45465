import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { FingerprintView } from './fingerprint-view';
import { type SnapshotHead, readSnapshot, writeSnapshot } from './view-snapshot';

const head: SnapshotHead = {
  topic: 'suppression.opt-outs.v1',
  canary: 'canary',
  generation: 0,
  anchor: { partition: 0, offset: '0', timestamp: 1_790_000_000_000 },
  offsets: { 0: '12', 11: '9007199254740993' },
  entries: 3,
  begunAt: 1,
  writtenAt: 2,
};
const accept = async () => undefined;
const newKey = (): string => randomBytes(16).toString('base64url');

let dir: string;
let file: string;
beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'stopsms-view-'))));
beforeEach(() => (file = join(dir, 'opt-outs.view')));
afterAll(() => rmSync(dir, { recursive: true }));

function viewOf(listed: string[], returned: string[] = []): FingerprintView {
  const view = new FingerprintView();
  for (const key of listed) view.apply(key, '*', 'out');
  for (const key of returned) view.apply(key, '*', 'back');
  return view;
}

async function readView(): Promise<FingerprintView> {
  const found = await readSnapshot(file, accept);
  if (!found.ok) throw new Error(found.refusal.detail);
  const view = new FingerprintView();
  view.replace(found.value.shards);
  return view;
}

const reasonOf = async (): Promise<string> => {
  const found = await readSnapshot(file, accept);
  return found.ok ? 'accepted' : found.refusal.code;
};

describe('a view snapshot', () => {
  it('restores the view that was written, and continues from there', async () => {
    const keys = fc.array(fc.constantFrom(...Array.from({ length: 40 }, newKey)), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(keys, keys, keys, async (listed, returned, later) => {
        const view = viewOf(listed, returned);
        await writeSnapshot(file, head, view.shards);
        const read = await readView();
        for (const key of later) for (const one of [view, read]) one.apply(key, '*', 'out');
        for (const key of [...listed, ...returned, ...later]) {
          expect(read.blocks(key, '*')).toBe(view.blocks(key, '*'));
        }
        expect([read.entries, read.bytes]).toEqual([view.entries, view.bytes]);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps its head, and leaves nothing else in its directory', async () => {
    await writeSnapshot(file, head, viewOf([]).shards);
    const found = await readSnapshot(file, accept);
    expect(found).toMatchObject({ ok: true, value: { head } });
    expect(readdirSync(dir)).toEqual(['opt-outs.view']);
  });

  it('holds everything that was in the view when writing began, although the view changes meanwhile', async () => {
    const before = Array.from({ length: 20_000 }, newKey);
    const view = viewOf(before);
    const writing = writeSnapshot(file, head, view.shards);
    let written = false;
    void writing.finally(() => (written = true));
    while (!written) {
      view.apply(newKey(), '*', 'out');
      await new Promise(setImmediate);
    }
    await writing;
    const read = await readView();
    expect(before.filter((key) => !read.blocks(key, '*'))).toEqual([]);
  });

  it('is refused when any one byte of it differs', async () => {
    const listed = Array.from({ length: 500 }, newKey);
    await writeSnapshot(file, head, viewOf(listed, listed.slice(0, 50)).shards);
    const whole = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        writeFileSync(file, damaged);
        expect(await reasonOf()).toMatch(/damaged|newer|foreign/);
      }),
      { numRuns: 200 },
    );
  });

  it.each([0, 1, 3, 100, 5_000, -1, -4])('is refused when it is cut off at byte %s', async (length) => {
    await writeSnapshot(file, head, viewOf([newKey()]).shards);
    truncateSync(file, length < 0 ? readFileSync(file).length + length : length);
    expect(await reasonOf()).toBe('damaged');
  });

  it('is refused when more follows', async () => {
    await writeSnapshot(file, head, viewOf([newKey()]).shards);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(4)]));
    expect(await reasonOf()).toBe('damaged');
  });

  it('is refused when a later dispatcher wrote it', async () => {
    await writeSnapshot(file, head, viewOf([]).shards);
    writeFileSync(file, readFileSync(file, 'latin1').replace('"format":1', '"format":2'), 'latin1');
    expect(await reasonOf()).toBe('newer');
  });

  it('is refused when there is none', async () => {
    rmSync(file, { force: true });
    expect(await reasonOf()).toBe('absent');
  });
});
