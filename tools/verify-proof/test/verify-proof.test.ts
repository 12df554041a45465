import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

// Proofs and heads as the compliance service once wrote them: what was handed over stays checkable. What the service
// writes today is checked with this command in its own tests.

const COMMAND = join(__dirname, '..', 'verify-proof.mjs');
const fixture = (name: string) => join(__dirname, 'fixtures', name);

interface Heads {
  items: { day: string; head: string }[];
  latest: { head: string };
}
const read = (proof: string, heads: string) => ({
  ...{ proof: fixture(proof), heads: fixture(heads), text: readFileSync(fixture(proof), 'utf8') },
  list: JSON.parse(readFileSync(fixture(heads), 'utf8')) as Heads,
});
const [before, now] = [read('delivered.json', 'heads.json'), read('delivered-2.json', 'heads-2.json')];
const headOf = ({ list }: typeof before, n: number): string => list.items[n]?.head ?? '';

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

// `own` is a head that the whole proof leads to; `other` one that says nothing of it.
describe.each([
  {
    format: 'stopsms-proof/1',
    ...before,
    own: headOf(before, 0),
    later: headOf(before, 1),
    other: headOf(before, 1),
    altered: 'Seal 1',
    lacking: 1,
  },
  {
    format: 'stopsms-proof/2',
    ...now,
    own: headOf(now, 1),
    later: now.list.latest.head,
    other: now.list.latest.head,
    altered: 'the digest of the text that was asked for differs',
    lacking: 2,
  },
])(
  'of the form $format',
  ({ format, proof: PROOF, heads: HEADS, text, list: { items, latest }, own, later, other, altered, lacking }) => {
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
      { it: 'the head of its day', args: ['--head', own] },
      { it: 'that head in capitals', args: ['--head', own.toUpperCase()] },
      { it: 'a list that was kept', args: ['--heads', HEADS] },
      { it: 'the head of a later day and a list from anybody', args: ['--heads', HEADS, '--head', later] },
    ])('it holds by $it', async ({ args }) => {
      const { code, said } = await run(PROOF, ...args.map(String));
      expect(said).toContain('is unaltered since your head was noted');
      expect(code).toBe(0);
    });

    const listOf = (change: object) => put(JSON.stringify({ items, latest, ...change }));
    test.each([
      { it: 'the head of another day', args: () => ['--head', other], reason: 'none of its heads is one of yours' },
      {
        it: 'a head that the list lacks',
        args: () => ['--heads', HEADS, '--head', 'a'.repeat(64)],
        reason: 'not in it',
      },
      {
        it: 'a list with another head',
        args: () => ['--heads', listOf({ items: [{ ...items[0], batches: 7 }] })],
        reason: 'the head of 2026-11-25 differs',
      },
      {
        it: 'a list that lacks its days',
        args: () => ['--heads', listOf({ items: items.slice(lacking) })],
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
      { it: 'null', file: () => put('null'), reason: 'not of the form stopsms-proof/1 or stopsms-proof/2' },
      { it: 'something else', file: () => put(`[{"format":"${format}"}]`), reason: 'not of the form' },
      {
        it: 'a name given twice',
        file: () => put(text.replace('"receipt"', '"receipt": null, "receipt"')),
        reason: 'twice',
      },
      { it: 'a member too many', file: () => put(text.replace('{', '{"note": "x",')), reason: 'it holds "note"' },
      { it: 'no seals', file: () => put(text.replace('"seals"', '"seal"')), reason: 'it holds "seal"' },
      {
        it: 'the form of another',
        file: () => put(text.replace(/stopsms-proof\/./, 'stopsms-proof/3')),
        reason: 'not of the form',
      },
      {
        it: 'another text',
        file: () => put(text.replace(/"textHash": "sha256-9/, '"textHash": "sha256-8')),
        reason: altered,
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
          const altered = changes.map(
            ([at, code]) => text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1),
          );
          const files = altered.map(put);
          const { said } = await run(...files);
          expect(altered.filter((each, at) => said.includes(`${files[at]}: REFUSED`) === saysTheSame(each))).toEqual(
            [],
          );
        }),
        { numRuns: 5, endOnFailure: true },
      );
    });
  },
);

test('a head of an earlier day speaks for what was sealed by then, and it is said that it speaks for no more', async () => {
  const { code, said } = await run(now.proof, '--head', headOf(now, 0));
  expect(said).toContain('sealed up to 2026-11-25T10:00:25.213Z');
  expect(said).toContain('the other seals need a later head');
  expect(code).toBe(0);
});

test('a later fact speaks for all before it: the head of its batch is enough', async () => {
  const { seals } = JSON.parse(now.text) as { seals: { head: string }[] };
  const { said } = await run(now.proof, '--head', seals[2]?.head ?? '');
  expect(said).toContain('is unaltered since your head was noted.');
});

test.each([
  { it: 'left out', alter: (seals: object[]) => seals.slice(1) },
  { it: 'in between', alter: (seals: object[]) => [seals[0], seals[2]] },
])('a fact that is $it is missed', async ({ alter }) => {
  const { digest: _, ...rest } = JSON.parse(now.text) as { digest: string; seals: object[]; statuses: object[] };
  const { said } = await run(put(JSON.stringify({ ...rest, seals: alter(rest.seals) })));
  expect(said).toContain('when that was written down was left out');
});
