import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

// A proof and heads as the compliance service once wrote them: what was handed over stays checkable. What the service
// writes today is checked with this command in its own tests.

const COMMAND = join(__dirname, '..', 'verify-proof.mjs');
const PROOF = join(__dirname, 'fixtures', 'delivered.json');
const HEADS = join(__dirname, 'fixtures', 'heads.json');
const text = readFileSync(PROOF, 'utf8');
const { items, latest } = JSON.parse(readFileSync(HEADS, 'utf8')) as {
  items: { day: string; head: string }[];
  latest: { head: string };
};
const [first, second] = items.map(({ head }) => head);

const folder = mkdtempSync(join(tmpdir(), 'verify-proof-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function put(content: string): string {
  const path = join(folder, String((count += 1)));
  writeFileSync(path, content);
  return path;
}

function run(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

test('a proof that was not touched holds, and it is told in words what that proves and what not', async () => {
  const { code, said } = await run(PROOF);
  expect(code).toBe(0);
  for (const part of [
    'HOLDS',
    'FR@2026.1',
    'shop form',
    'STOP mention: accept',
    'offset 88213',
    'DELIVRD',
    'does not prove',
  ])
    expect(said).toContain(part);
  expect(said).toContain('the document agrees with itself');
});

test.each([
  { it: 'the head of its day', args: ['--head', first] },
  { it: 'that head in capitals', args: ['--head', first?.toUpperCase()] },
  { it: 'a list that was kept', args: ['--heads', HEADS] },
  { it: 'the head of a later day and a list from anybody', args: ['--heads', HEADS, '--head', second] },
])('it holds by $it', async ({ args }) => {
  const { code, said } = await run(PROOF, ...args.map(String));
  expect(said).toContain('is unaltered since your head was noted');
  expect(code).toBe(0);
});

const listOf = (change: object) => put(JSON.stringify({ items, latest, ...change }));
test.each([
  { it: 'the head of another day', args: () => ['--head', second], reason: 'none of its heads is one of yours' },
  { it: 'a head that the list lacks', args: () => ['--heads', HEADS, '--head', 'a'.repeat(64)], reason: 'not in it' },
  {
    it: 'a list with another head',
    args: () => ['--heads', listOf({ items: [{ ...items[0], batches: 7 }] })],
    reason: 'the head of 2026-11-25 differs',
  },
  {
    it: 'a list that lacks its days',
    args: () => ['--heads', listOf({ items: items.slice(1) })],
    reason: 'none of its heads is one of yours',
  },
  {
    it: 'a list in another order',
    args: () => ['--heads', listOf({ items: [...items].reverse() })],
    reason: 'the day before',
  },
  { it: 'a list that is none', args: () => ['--heads', PROOF], reason: 'no list of heads' },
])('it is refused by $it', async ({ args, reason }) => {
  const { code, said } = await run(PROOF, ...args().map(String));
  expect(said).toContain(reason);
  expect(code).toBe(1);
});

test.each([
  { it: 'a file that is not there', file: () => join(folder, 'none'), reason: 'cannot be read: ENOENT' },
  { it: 'a file that is cut', file: () => put(text.slice(0, 2_000)), reason: 'it is no JSON' },
  { it: 'null', file: () => put('null'), reason: 'not of the form stopsms-proof/1' },
  { it: 'something else', file: () => put('[{"format":"stopsms-proof/1"}]'), reason: 'not of the form' },
  {
    it: 'a name given twice',
    file: () => put(text.replace('"receipt"', '"receipt": null, "receipt"')),
    reason: 'twice',
  },
  { it: 'a member too many', file: () => put(text.replace('{', '{"note": "x",')), reason: 'it holds "note"' },
  { it: 'no seals', file: () => put(text.replace('"seals"', '"seal"')), reason: 'it holds "seal"' },
  {
    it: 'another text',
    file: () => put(text.replace(/"textHash": "sha256-9/, '"textHash": "sha256-8')),
    reason: 'Seal 1',
  },
])('$it is refused', async ({ file, reason }) => {
  const { code, said } = await run(file());
  expect(said).toContain(reason);
  expect(code).toBe(1);
});

test('of many files each is told, and one that does not hold is enough', async () => {
  const { code, said } = await run(PROOF, put(text.replace('DELIVRD', 'UNDELIV')), PROOF);
  expect(said.match(/HOLDS/g)).toHaveLength(2);
  expect(said.match(/REFUSED/g)).toHaveLength(1);
  expect(code).toBe(1);
});

test.each([
  [[], 'Exit code 0'],
  [['--head', 'abc', PROOF], 'Exit code 0'],
  [['--unknown', PROOF], "Unknown option '--unknown'. --help tells what there is."],
])('called with %j it says how to', async (args, how) => {
  const { code, said } = await run(...args);
  expect(said).toContain(how);
  expect(code).toBe(2);
});

const saysTheSame = (other: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(other)) === JSON.stringify(JSON.parse(text));
  } catch {
    return false;
  }
};

test('whatever one byte becomes, the proof says the same or is refused', async () => {
  const change = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 200, maxLength: 200 }), async (changes) => {
      const altered = changes.map(([at, code]) => text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1));
      const files = altered.map(put);
      const { said } = await run(...files);
      expect(altered.filter((each, at) => said.includes(`${files[at]}: REFUSED`) === saysTheSame(each))).toEqual([]);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
