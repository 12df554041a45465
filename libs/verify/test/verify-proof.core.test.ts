import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

// Proofs and heads as the compliance service once wrote them: what was handed over stays checkable. What the service
// writes today is checked with this command in its own tests.

const COMMAND = join(__dirname, '../src/verify-proof.mjs');
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
    test('a proof that was not touched holds, and the report states what that proves and what not', async () => {
      const { code, said } = await run(PROOF);
      expect(code).toBe(4);
      for (const part of [
        'CONSISTENT, SIGNER NOT CHECKED',
        'FR@2026.1',
        'shop form',
        'STOP mention: accept',
        'offset 88213',
        'DELIVRD',
        'does not prove',
      ])
        expect(said).toContain(part);
      expect(said).toContain('the document agrees with itself, and no more');
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
      {
        it: 'a list that names no head',
        args: () => ['--heads', listOf({ items: [], latest: null })],
        reason: 'it names no head',
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

    test('reports each of many files, and fails if one is invalid', async () => {
      const { code, said } = await run(PROOF, put(text.replace('DELIVRD', 'UNDELIV')), PROOF, '--heads', HEADS);
      expect(said.match(/HOLDS/g)).toHaveLength(2);
      expect(said.match(/REFUSED/g)).toHaveLength(1);
      expect(code).toBe(1);
    });

    test.each([
      [[], 'Exit code 0'],
      [['--head', 'abc', PROOF], 'Exit code 0'],
      [['--unknown', PROOF], "Unknown option '--unknown'. --help lists the flags."],
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

test('a head of an earlier day verifies facts sealed by then, and the report says so', async () => {
  const { code, said } = await run(now.proof, '--head', headOf(now, 0));
  expect(said).toContain('sealed up to 2026-11-25T10:00:25.213Z');
  expect(said).toContain('PARTLY CHECKED');
  expect(said).toMatch(/Not checked +receipt: .* that needs a later head/);
  expect(said).not.toContain('DELIVRD');
  expect(code).toBe(3);
});

test('a later fact verifies all before it: the head of its batch is enough', async () => {
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

describe('a fact dated before its cause', () => {
  type Doc = Record<string, unknown> & {
    decisions: Record<string, unknown>[];
    statuses: Record<string, unknown>[];
    receipt: Record<string, unknown>;
  };
  const canonical = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
  };
  /** Documents without seals, so that each may state anything. */
  const unsealed = (change: (doc: Doc) => void): string => {
    const { digest: _, ...doc } = JSON.parse(now.text) as Doc;
    change(Object.assign(doc, { seals: [] }) as unknown as Doc);
    return put(JSON.stringify({ ...doc, digest: createHash('sha256').update(canonical(doc)).digest('hex') }));
  };
  const [status, decision] = [(doc: Doc) => doc.statuses[0] ?? {}, (doc: Doc) => doc.decisions[0] ?? {}];

  test.each([
    {
      it: 'delivered before it was submitted',
      change: (doc: Doc) => (doc.receipt['at'] = '2026-11-25T09:39:21.816Z'),
      says: 'delivered on 2026-11-25T09:39:21.816Z lies before submitted on 2026-11-25T10:00:21.726Z',
    },
    {
      it: 'left before it was decided',
      change: (doc: Doc) => Object.assign(status(doc), { begunAt: '2026-11-25T09:58:00.000Z' }),
      says: 'submitted on 2026-11-25T09:58:00.000Z lies before decision 1',
    },
    {
      it: 'reported before it began',
      change: (doc: Doc) => Object.assign(status(doc), { begunAt: '2026-11-25T10:30:00.000Z' }),
      says: 'lies before its own beginning',
    },
    {
      it: 'left without having been cleared',
      change: (doc: Doc) => Object.assign(decision(doc), { verdict: 'refused', code: 'X', detail: 'x' }),
      says: 'attempt 1 was never cleared',
    },
    {
      it: 'decided before the consent it rests on',
      change: (doc: Doc) =>
        Object.assign(decision(doc)['consent'] as object, { grantedAt: '2026-11-25T10:01:00.000Z' }),
      says: 'lies before the consent it rests on',
    },
  ])('is noticed: $it', async ({ change, says }) => {
    const { code, said } = await run(unsealed(change));
    expect(said).toContain('CANNOT HAVE HAPPENED SO');
    expect(said).toContain(says);
    expect(said).not.toContain('HOLDS');
    expect(code).toBe(1);
  });

  test('is not seen where clocks differ by less than machines’ clocks do', async () => {
    const { said } = await run(unsealed((doc) => (doc.receipt['at'] = '2026-11-25T10:00:18.000Z')));
    expect(said).toContain('NOT SEALED YET');
    expect(said).not.toContain('CANNOT');
  });
});

test('a text is tied to a proof to the letter', async () => {
  const text = 'Lorane : -20% sur les manteaux ce week-end. STOP 36180';
  expect((await run(now.proof, '--text', text)).said).toContain('is the one that was asked for, unchanged');
  expect((await run(now.proof, '--heads', now.heads, '--text-file', put(`${text}\n`))).code).toBe(0);
  const other = await run(now.proof, '--text', text.replace('20', '30'));
  expect(other).toMatchObject({ code: 1, said: expect.stringContaining('no proof of a message with this text') });
  expect((await run(now.proof, '--text-file', join(folder, 'none'))).said).toContain('REFUSED: ');
});

test('a proof without a salt says how it is tied to a number', async () => {
  const { code, said } = await run(now.proof, '--phone', '06 39 98 00 12');
  expect(said).toContain('no number was sealed with this message');
  expect(code).toBe(1);
});

test('lists the proofs of a file that do not hold, and counts all', async () => {
  const line = (text: string) => JSON.stringify(JSON.parse(text));
  const file = (...lines: string[]): string => {
    const path = `${put('')}.jsonl`;
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  const lines = file(line(now.text), '', line(now.text));
  const good = await run(lines, '--heads', now.heads);
  expect(good).toMatchObject({ code: 0, said: expect.stringContaining('2 of 2 proofs HOLD') });
  const alone = await run(lines);
  expect(alone.said).toContain('0 of 2 proofs hold, 2 CONSISTENT, SIGNER NOT CHECKED');
  expect(alone.code).toBe(4);
  const bad = await run(file(line(now.text), line(now.text).replace('DELIVRD', 'UNDELIV'), '{'), '--heads', now.heads);
  for (const part of [':2: REFUSED: ', ':3: REFUSED: it is no JSON', '1 of 3 proofs hold, 2 REFUSED'])
    expect(bad.said).toContain(part);
  expect(bad.code).toBe(1);
  expect(await run(file(''))).toMatchObject({ code: 1, said: expect.stringContaining('0 of 0') });
  expect(await run(join(folder, 'none.jsonl'))).toMatchObject({ code: 1, said: expect.stringContaining('ENOENT') });
});

test('reads the proofs of an evidence file and ignores other records', async () => {
  const line = (kind: string, text: string) => JSON.stringify({ kind, entry: JSON.parse(text) as object });
  const path = `${put('')}.html`;
  const page = (...lines: string[]) =>
    `<!doctype html>\n${line('proof', '{}')}\n<script type="application/jsonl" id="evidence">\n${lines.join('\n')}\n</script>\n</html>\n`;
  writeFileSync(path, page(line('header', '{}'), line('proof', now.text), line('proof', now.text), line('end', '{}')));
  expect(await run(path, '--heads', now.heads)).toMatchObject({
    code: 0,
    said: expect.stringContaining('2 of 2 proofs HOLD'),
  });
  writeFileSync(path, page(line('proof', now.text).replace('DELIVRD', 'UNDELIV')));
  expect(await run(path)).toMatchObject({ code: 1, said: expect.stringContaining(':4: REFUSED: ') });
});

describe('explanations for readers', () => {
  test.each([
    {
      lang: 'fr',
      parts: [
        'TIENT',
        'a demandé l’envoi d’un message déclaré publicitaire',
        'La personne avait donné son accord le 24 novembre 2026 à 11:00:00',
        'la liste d’opposition avait été consultée',
        'L’opérateur a déclaré le message remis au téléphone',
        'n’a pas été modifié depuis que votre empreinte a été notée',
        'ils ne prouvent pas que cela était vrai',
      ],
    },
    {
      lang: 'en',
      parts: [
        'HOLDS',
        'asked for a message declared an advert',
        'The person had agreed on 24 November 2026 at 11:00:00',
        'the opt-out list had been looked at',
        'The operator reported the message delivered',
        'was not changed since your head was noted',
        'they do not prove that it was true',
      ],
    },
  ])('a proof is explained in $lang', async ({ lang, parts }) => {
    for (const { proof, heads } of [before, now]) {
      const { code, said } = await run(proof, '--lang', lang, '--heads', heads);
      for (const part of parts) expect(said).toContain(part);
      expect(code).toBe(0);
    }
  });

  test('each reason for a refusal, wait or stop has its words in both languages', async () => {
    const page = readFileSync(join(__dirname, '../../../docs/reason-codes.md'), 'utf8');
    const codes = [...new Set([...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code))];
    expect(codes.length).toBeGreaterThan(60);
    const module = JSON.stringify(join(__dirname, '../src/reasons.mjs'));
    const script = `import(${module}).then(({ knows }) => console.log(JSON.stringify(JSON.parse(process.argv[1]).filter((code) => !knows(code)))))`;
    const unknown = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, ['-e', script, JSON.stringify(codes)], (error, stdout) =>
        error ? reject(error as Error) : resolve(stdout),
      );
    });
    expect(JSON.parse(unknown)).toEqual([]);
  });

  test('another language is a wrong call', async () => {
    expect(await run(now.proof, '--lang', 'de')).toMatchObject({ code: 2, said: expect.stringContaining('fr or en') });
  });
});
