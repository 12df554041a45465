import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { AT, type Doc, Key, Sealer, canonical, invented, sign, unsealedDoc } from './proof-maker';
import { Verifier } from './verifier';

// Whatever somebody changes in a genuine proof, it is refused, or it says the same as before. fast-check prints the seed where one is not.

const EDITS = 400;
const RUNS = 4;
const verifier = new Verifier();
afterAll(() => verifier.close());

const platform = new Key();
const keys = verifier.put({ items: [platform.listed()] });

function deliveredDoc(): Doc {
  const { decision, status, receipt } = invented(1);
  const doc = unsealedDoc({ decisions: [{ ...decision, at: AT }], statuses: [status], receipt });
  const sealer = new Sealer(platform);
  sealer.seal(doc, ['1', '1:submitted']);
  sealer.seal(doc, ['receipt']);
  return platform.give(doc);
}

const [genuine, other] = [deliveredDoc(), deliveredDoc()];
const text = JSON.stringify(genuine);

/** Lines that the command does not count as held. */
async function refusedOf(lines: string[], args: string[]): Promise<boolean[]> {
  const { said } = await verifier.run(verifier.put(lines.join('\n'), '.jsonl'), ...args);
  return lines.map((_, at) => new RegExp(`jsonl:${at + 1}: `).test(said));
}

const isSame = (line: string): boolean => {
  try {
    return canonical(JSON.parse(line)) === canonical(genuine);
  } catch {
    return false;
  }
};

type Path = (string | number)[];
const paths = (value: unknown, path: Path = []): Path[] =>
  value === null || typeof value !== 'object'
    ? [path]
    : [
        path,
        ...Object.entries(value).flatMap(([name, each]) =>
          paths(each, [...path, Array.isArray(value) ? Number(name) : name]),
        ),
      ];
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((found, step) => (found as Record<string | number, unknown> | null)?.[step], value);

type Kind = 'drop' | 'change' | 'double' | 'reorder' | 'add' | 'swap';
const edit = fc.record({
  path: fc.constantFrom(...paths(genuine).filter((path) => path.length > 0)),
  kind: fc.constantFrom<Kind>('drop', 'change', 'double', 'reorder', 'add', 'swap'),
  value: fc.oneof(fc.jsonValue(), fc.constantFrom('refused', 'cleared', 1, -1, 0, 1e21, '', null, '__proto__')),
  name: fc.constantFrom('note', '__proto__', 'constructor', 'verdict', 'signedBy', 'acts', 'sealsBefore', 'numberSalt'),
  makesDigest: fc.boolean(),
});

/** Returns the edited document as JSON text, in which a repeated name and `__proto__` stay as written. */
function edited({
  path,
  kind,
  value,
  name,
  makesDigest,
}: typeof edit extends fc.Arbitrary<infer E> ? E : never): string {
  const doc = structuredClone(genuine);
  const [parent, last] = [at(doc, path.slice(0, -1)) as Record<string | number, unknown>, path.at(-1) ?? ''];
  const found = parent[last];
  if (kind === 'drop') {
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  } else if (kind === 'change') parent[last] = value;
  else if (kind === 'double' && Array.isArray(parent)) parent.splice(Number(last), 0, structuredClone(found));
  else if (kind === 'reorder' && Array.isArray(found)) found.reverse();
  else if (kind === 'swap') parent[last] = structuredClone(at(other, path));
  else if (found !== null && typeof found === 'object' && !Array.isArray(found))
    Object.defineProperty(found, name, { value, enumerable: true, configurable: true, writable: true });
  try {
    return JSON.stringify(makesDigest ? sign(doc) : doc);
  } catch {
    return JSON.stringify(doc);
  }
}

test.each([
  { by: 'the platform’s keys', args: ['--keys', keys] },
  { by: 'a head', args: ['--head', String(genuine.seals.at(-1)?.['head'])] },
])(`${EDITS * RUNS} edits of entries and members: each is refused or says the same, by $by`, async ({ args }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: EDITS, maxLength: EDITS }), async (edits) => {
      const lines = edits.map(edited);
      const refused = await refusedOf(lines, args);
      expect(lines.filter((line, n) => refused[n] === isSame(line))).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test(`${EDITS * RUNS} edits of a byte: each is refused or says the same`, async () => {
  const change = fc.tuple(
    fc.nat(text.length - 1),
    fc.integer({ min: 32, max: 126 }),
    fc.constantFrom('put', 'insert', 'cut'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: EDITS, maxLength: EDITS }), async (changes) => {
      const lines = changes.map(
        ([where, code, how]) =>
          text.slice(0, where) +
          (how === 'cut' ? '' : String.fromCharCode(code)) +
          text.slice(where + (how === 'insert' ? 0 : 1)),
      );
      const refused = await refusedOf(lines, ['--keys', keys]);
      expect(lines.filter((line, n) => refused[n] === isSame(line))).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test('whitespace between all tokens and escapes in all texts change nothing', async () => {
  const spaced = JSON.stringify(genuine, null, '\t').replaceAll('\n', ' ');
  const escaped = text.replace(/"([a-z][A-Za-z]*)":/g, (_, name: string) => {
    const [first = '', rest = ''] = [name.charCodeAt(0).toString(16).padStart(4, '0'), name.slice(1)];
    return `"\\u${first}${rest}":`;
  });
  expect(await refusedOf([spaced, escaped], ['--keys', keys])).toEqual([false, false]);
});

test('an earlier proof with an invented part never verifies without a head', async () => {
  const old = readFileSync(join(__dirname, 'fixtures/delivered-2.json'), 'utf8');
  expect((await verifier.verify(old)).code).toBe(4);
});
