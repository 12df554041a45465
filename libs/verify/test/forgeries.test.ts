import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  AT,
  type Doc,
  REFUSED,
  Key,
  Sealer,
  TEXT,
  digestOf,
  forgedDoc,
  invented,
  leafOf,
  refusedDoc,
  sign,
  unsealedDoc,
} from './proof-maker';
import { Verifier } from './verifier';

// Whoever holds a genuine document can put more into it, and make its digest anew. What no seal covers is no part of what is reported.

const verifier = new Verifier();
afterAll(() => verifier.close());

const [platform, stranger] = [new Key(), new Key()];
const keys = verifier.put({ items: [platform.listed()] });
const genuine = refusedDoc(platform);
const delivered = JSON.parse(readFileSync(join(__dirname, 'fixtures/delivered-2.json'), 'utf8')) as Doc;
/** Issues the document as the platform does before it is sealed, the weakest form that it signs. */
const give = (doc: Doc): Doc => platform.give(doc);
const headOf = (doc: Doc): string => String(doc.seals.at(-1)?.['head']);

/** Statements of the invented story alone, in all the ways in which they are reported. */
const INVENTED = /invented form|I never said so|f00d|DELIVRD|remis|accord le|autorisé|handed to|had agreed|cleared/;

describe('a story put behind a genuine proof, which no seal covers', () => {
  const forged = forgedDoc(genuine, give);

  test.each([
    { by: 'nothing', args: [], word: 'PARTLY SEALED' },
    { by: 'a genuine head', args: ['--head', headOf(genuine)], word: 'PARTLY SEALED' },
    { by: 'the platform’s keys', args: ['--keys', keys], word: 'PARTLY SEALED' },
    { by: 'French sentences', args: ['--lang', 'fr'], word: 'PARTIELLEMENT SCELLÉE' },
    { by: 'English sentences', args: ['--lang', 'en'], word: 'PARTLY SEALED' },
  ])('is listed apart and not reported: checked with $by', async ({ args, word }) => {
    const { code, said } = await verifier.verify(forged, ...args);
    expect(said).toContain(`: ${word}`);
    expect(said).not.toMatch(/HOLDS|TIENT/);
    expect(said).toContain('2, 2:submitted, receipt');
    expect(said).not.toMatch(INVENTED);
    expect(said).toMatch(/CONSENT_MISSING|consentement|consent of this person/);
    expect(code).toBe(3);
  });

  test('is counted apart among many, and listed', async () => {
    const { code, said } = await verifier.run(verifier.lines([genuine, forged]), '--keys', keys);
    expect(said).toContain(':2: PARTLY SEALED');
    expect(said).toMatch(/1 of 2 proofs hold, 1 PARTLY SEALED/);
    expect(said).not.toMatch(INVENTED);
    expect(code).toBe(3);
  });

  test('is counted apart in the evidence file of a person', async () => {
    const line = (entry: object) => JSON.stringify({ kind: 'proof', entry });
    const page = `<script type="application/jsonl" id="evidence">\n${line(forged)}\n${line(genuine)}\n</script>\n`;
    const { code, said } = await verifier.run(verifier.put(page, '.html'), '--keys', keys);
    expect(said).toMatch(/1 of 2 proofs hold, 1 PARTLY SEALED/);
    expect(code).toBe(3);
  });

  test('links no text: one that was never sent is not the sent one', async () => {
    const { code, said } = await verifier.verify(forged, '--text', 'An other text. STOP 36180');
    expect(said).toContain('no proof of a message with this text');
    expect(code).toBe(1);
    expect((await verifier.verify(forged, '--text', TEXT)).said).toMatch(
      /Text +is the one that was asked for, unchanged/,
    );
  });

  test('ties no number', async () => {
    const [number, salt] = ['+33639980012', 'salt'];
    const first = { ...REFUSED, attempt: 1 };
    const doc = forgedDoc(refusedDoc(platform), give);
    const digest = digestOf({ messageId: doc.messageId, number, salt });
    const tied = platform.give({
      ...doc,
      numberSalt: salt,
      decisions: [first, { ...doc.decisions[1], numberDigest: digest }],
    });
    expect(await verifier.verify(tied, '--phone', number)).toMatchObject({
      code: 1,
      said: expect.stringContaining('no number was sealed'),
    });
  });

  test('with an impossible order is not a proof either', async () => {
    const { decision, status } = invented();
    const early = { ...status, at: '2026-11-25T09:00:00.000Z' };
    const doc = platform.give({ ...genuine, decisions: [...genuine.decisions, decision], statuses: [early] });
    expect((await verifier.verify(doc)).code).toBe(1);
  });
});

describe('a fact that is not in the tree of its batch', () => {
  const altered = { ...genuine, decisions: genuine.decisions.map((each) => ({ ...each, code: 'SENDER_UNKNOWN' })) };
  const resealed = { ...altered, seals: [] as Doc['seals'] };
  new Sealer(platform).seal(resealed, ['1']);
  const [seal] = genuine.seals;
  const [hashed] = resealed.seals;
  const given = (doc: Doc) => verifier.verify(give(doc), '--head', headOf(genuine), '--keys', keys);

  test('is refused, although its hash is that of its content', async () => {
    const { code, said } = await given({ ...altered, seals: [{ ...seal, facts: hashed?.['facts'] }] });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('the root of the batch') });
  });

  test.each([{ path: ['0'.repeat(64)] }, { position: 1 }])('is refused at %j', async (moved) => {
    const facts = (seal?.['facts'] as object[]).map((fact) => ({ ...fact, ...moved }));
    expect(await given({ ...genuine, seals: [{ ...seal, facts }] })).toMatchObject({ code: 1 });
  });
});

describe('the signer', () => {
  const rotated = new Key();
  const later = '2026-11-26T00:00:00.000Z';
  const listOf = (...listed: object[]) => verifier.put({ items: listed });
  const madeUp = refusedDoc(stranger);
  const rest = ({ signature: _, ...doc }: Doc): Doc => doc as Doc;

  test.each([
    { it: 'by the platform’s keys', doc: genuine, args: ['--keys', keys], word: 'HOLDS', code: 0 },
    {
      it: 'by a head, whose header names the key',
      doc: genuine,
      args: ['--head', headOf(genuine)],
      word: 'HOLDS',
      code: 0,
    },
    { it: 'by both', doc: genuine, args: ['--head', headOf(genuine), '--keys', keys], word: 'HOLDS', code: 0 },
    { it: 'by neither', doc: genuine, args: [], word: 'CONSISTENT, SIGNER NOT CHECKED', code: 4 },
    { it: 'in French', doc: genuine, args: ['--lang', 'fr'], word: 'COHÉRENTE, SIGNATAIRE NON VÉRIFIÉ', code: 4 },
    { it: 'made up whole', doc: madeUp, args: [], word: 'CONSISTENT, SIGNER NOT CHECKED', code: 4 },
    { it: 'made up, by a head', doc: madeUp, args: ['--head', headOf(genuine)], word: 'REFUSED', code: 1 },
    { it: 'made up, by keys', doc: madeUp, args: ['--keys', keys], word: 'none of your keys', code: 1 },
    { it: 'unsigned, by keys', doc: delivered, args: ['--keys', keys], word: 'it bears no signature', code: 1 },
    {
      it: 'another key’s, by a head',
      doc: rotated.give(genuine),
      args: ['--head', headOf(genuine)],
      word: 'SIGNER NOT CHECKED',
      code: 4,
    },
    {
      it: 'another key’s, by keys',
      doc: stranger.give(genuine),
      args: ['--keys', keys],
      word: 'none of your keys',
      code: 1,
    },
    {
      it: 'its signature taken out',
      doc: rest(genuine),
      args: ['--head', headOf(genuine)],
      word: 'taken out',
      code: 1,
    },
    {
      it: 'its digest made anew',
      doc: sign({ ...genuine, summary: 'x' }),
      args: [],
      word: 'not of this document',
      code: 1,
    },
  ])('is reported: $it', async ({ doc, args, word, code }) => {
    const found = await verifier.verify(doc, ...args);
    expect(found.said).toContain(word);
    expect(found.code).toBe(code);
    if (code !== 0) expect(found.said).not.toMatch(/HOLDS|TIENT/);
  });

  test.each([
    {
      it: 'a key of before, which stays on the list',
      listed: [platform.listed({ validUntil: later }), rotated.listed({ validFrom: later })],
      code: 0,
    },
    { it: 'a key whose time was over', listed: [platform.listed({ validUntil: '2026-11-24T00:00:00.000Z' })], code: 1 },
    { it: 'a key whose time had not begun', listed: [platform.listed({ validFrom: later })], code: 1 },
    {
      it: 'a key that was revoked before',
      listed: [platform.listed({ revokedFrom: '2026-11-25T10:00:30.000Z' })],
      code: 1,
    },
    { it: 'a key that was revoked later', listed: [platform.listed({ revokedFrom: later })], code: 0 },
    // An old list behind a new one: the revocation must not be undone by the order.
    {
      it: 'a list that names it twice, revoked first',
      listed: [platform.listed({ revokedFrom: '2026-11-25T10:00:30.000Z' }), platform.listed()],
      code: 1,
    },
    {
      it: 'a list that names it twice, revoked last',
      listed: [platform.listed(), platform.listed({ revokedFrom: '2026-11-25T10:00:30.000Z' })],
      code: 1,
    },
    { it: 'a list with another key by that id', listed: [{ ...stranger.listed(), keyId: platform.id }], code: 1 },
    { it: 'a list with a member that nobody knows', listed: [platform.listed({ note: 'x' })], code: 1 },
  ])('counts while its key does: $it', async ({ listed, code }) => {
    expect((await verifier.verify(genuine, '--keys', listOf(...listed))).code).toBe(code);
  });

  test('of a head counts as well: one that another key signed is refused', async () => {
    const doc = structuredClone(genuine);
    (doc.seals[0] as Doc)['signature'] = stranger.sign(`stopsms-proof-head/1 ${headOf(doc)}`);
    const { code, said } = await verifier.verify(platform.give(doc), '--keys', keys);
    expect(said).toContain('the signature of its head is not its key');
    expect(code).toBe(1);
  });

  test('a day that a stranger made around a genuine batch does not make the stranger’s key trusted', async () => {
    const { decision } = invented(1);
    const doc = unsealedDoc({ decisions: [{ ...decision, at: AT }] });
    new Sealer(platform).seal(doc, ['1']);
    const head = headOf(doc);
    const header = {
      day: '2026-11-25',
      firstSeq: 1,
      batches: 1,
      root: leafOf(head),
      previous: null,
      signedBy: stranger.id,
    };
    const day = { position: 0, path: [], header, head: digestOf(header), signature: 'x' };
    Object.assign(doc.seals[0] ?? {}, { day });
    const { code, said } = await verifier.verify(stranger.give(doc), '--head', head);
    expect(said).toContain('SIGNER NOT CHECKED');
    expect(code).toBe(4);
  });

  test('a tail that is cut off is missed, with a head and with keys', async () => {
    const { status, receipt, decision } = invented(1);
    const sealer = new Sealer(platform);
    const whole = unsealedDoc({ decisions: [{ ...decision, at: AT }], statuses: [status], receipt });
    sealer.seal(whole, ['1', '1:submitted']);
    sealer.seal(whole, ['receipt']);
    expect((await verifier.verify(platform.give(whole), '--keys', keys)).code).toBe(0);
    const cut = { ...platform.give(whole), receipt: null, seals: whole.seals.slice(0, 1) };
    for (const doc of [sign(cut), stranger.give(cut), sign(rest(cut))]) {
      for (const args of [['--keys', keys], ['--head', headOf(cut)], []]) {
        const { code, said } = await verifier.verify(doc, ...args);
        expect(said).not.toMatch(/HOLDS/);
        expect(code).not.toBe(0);
      }
    }
  });

  test('what a signed document says since when it is sealed is reported', async () => {
    const { said } = await verifier.verify(genuine, '--keys', keys);
    expect(said).toMatch(/Signed +on 2026-11-25T10:02:00.000Z .* that was all it had of the message then/);
    expect((await verifier.verify(genuine, '--keys', keys, '--lang', 'fr')).said).toContain(
      'La plateforme a signé ce document le',
    );
  });

  test.each(['fr', 'en'])(
    'sentences in %s name the advertiser before its id, and flags in the last line only',
    async (lang) => {
      const named = platform.give({ ...genuine, advertiser: 'Tournesol' });
      const { said } = await verifier.verify(named, '--keys', keys, '--lang', lang);
      const lines = said.trim().split('\n');
      expect(said).toMatch(new RegExp(`Tournesol.{2,4}\\(${genuine.request.advertiserId}`));
      expect(lines.filter((line) => line.includes('--head'))).toEqual([lines.at(-1)]);
    },
  );
});

describe('an act of a person', () => {
  const act = (more: object = {}) => ({
    ...{ id: randomUUID(), stage: 'ended', kind: 'act', at: AT, service: 'compliance', operation: 'reviews_decide' },
    ...{ who: { kind: 'person', name: 'Rita' }, from: 'x', requestId: 'r', result: { status: 200 } },
    on: { resources: [{ kind: 'message', id: genuine.messageId }], recipientKeys: [] },
    ...more,
  });

  test('that no seal covers is listed apart and not reported', async () => {
    const doc = platform.give({ ...genuine, acts: [act()], actSeals: [] });
    for (const args of [[], ['--lang', 'fr'], ['--lang', 'en']]) {
      const { code, said } = await verifier.verify(doc, ...args);
      expect(said).not.toMatch(/Rita|tranché|decided on the text/);
      expect(said).toMatch(/PARTLY SEALED|PARTIELLEMENT/);
      expect(code).toBe(3);
    }
  });

  test('that a seal covers is reported in words', async () => {
    const [sealer, done] = [
      new Sealer(platform),
      act({ operation: 'drafts_duplicate', who: { kind: 'person', name: 'Mark' } }),
    ];
    const doc = refusedDoc(platform, sealer);
    const own = { ...done, on: { resources: [{ kind: 'message', id: doc.messageId }], recipientKeys: [] } };
    sealer.sealActs(doc, [own]);
    const whole = platform.give({ ...doc, acts: [own] });
    expect((await verifier.verify(whole, '--lang', 'en')).said).toContain('Mark duplicated the campaign.');
    expect((await verifier.verify(whole, '--lang', 'fr')).said).toContain('Mark a dupliqué la campagne.');
  });

  test.each([
    { it: 'was only begun', more: { stage: 'begun' } },
    { it: 'was refused', more: { result: { status: 403 } } },
    { it: 'was a look', more: { kind: 'look' } },
  ])('that $it does not count as executed', async ({ more }) => {
    const sealer = new Sealer(platform);
    const doc = refusedDoc(platform, sealer);
    const sealed = act({ ...more, on: { resources: [{ kind: 'message', id: doc.messageId }], recipientKeys: [] } });
    sealer.sealActs(doc, [sealed]);
    expect(await verifier.verify(platform.give({ ...doc, acts: [sealed] }))).toMatchObject({
      code: 1,
      said: expect.stringContaining('was not done'),
    });
  });

  test('on the review of another message is not tied to this one by an unsealed decision', async () => {
    const [sealer, review] = [new Sealer(platform), randomUUID()];
    const doc = refusedDoc(platform, sealer);
    const other = act({ on: { resources: [{ kind: 'review', id: review }], recipientKeys: [] } });
    sealer.sealActs(doc, [other]);
    const { decision } = invented();
    const forged = platform.give({
      ...doc,
      acts: [other],
      decisions: [...doc.decisions, { ...decision, review: { id: review } }],
    });
    const { code, said } = await verifier.verify(forged);
    expect(said).not.toContain('Rita');
    expect(code).toBe(3);
  });
});

describe('JSON that is read in more than one way', () => {
  const text = JSON.stringify(delivered);
  const inDecision = (members: string) => text.replace('"decisions":[{', `"decisions":[{${members},`);

  test.each([
    {
      it: 'a member __proto__ in a sealed decision',
      file: inDecision('"__proto__":{"verdict":"refused"}'),
      why: '__proto__',
    },
    { it: 'the same, escaped', file: inDecision('"\\u005f_proto__":{"verdict":"refused"}'), why: '__proto__' },
    { it: 'a member constructor', file: inDecision('"constructor":{"name":"x"}'), why: 'constructor' },
    { it: 'a name given twice', file: inDecision('"verdict":"refused"'), why: 'twice' },
    { it: 'a name given twice, escaped once', file: inDecision('"\\u0076erdict":"refused"'), why: 'twice' },
    {
      it: 'a number that is rounded',
      file: text.replace('"seq":1,', '"seq":1.00000000000000000001,'),
      why: 'the number',
    },
    { it: 'a number that is infinite', file: text.replace('"seq":1,', '"seq":1e999,'), why: 'the number' },
    {
      it: 'a number beyond all integers',
      file: text.replace('"seq":1,', '"seq":9007199254740993,'),
      why: 'the number',
    },
    { it: 'NaN', file: text.replace('"seq":1,', '"seq":NaN,'), why: 'no JSON' },
    { it: 'half a character', file: text.replace('shop form', 'shop \\ud800 form'), why: 'half a character' },
    { it: 'what is nested without end', file: `${'['.repeat(100_000)}`, why: 'nested deeper' },
    { it: 'a comma too many', file: text.replace(/}$/, ',}'), why: 'no JSON' },
    { it: 'something behind its end', file: `${text} {}`, why: 'something follows' },
    { it: 'a line end in a text', file: text.replace('shop form', 'shop\nform'), why: 'no JSON' },
  ])('is refused: $it', async ({ file, why }) => {
    const { code, said } = await verifier.verify(file);
    expect(said).toContain('REFUSED');
    expect(said).toContain(why);
    expect(code).toBe(1);
  });

  test('whitespace and escapes change nothing', async () => {
    const spaced = JSON.stringify(delivered, null, 3).replaceAll('"verdict"', '"\\u0076erdict"');
    const storyOf = ({ said }: { said: string }) => said.slice(said.indexOf(': CONSISTENT'));
    expect(storyOf(await verifier.verify(spaced))).toBe(storyOf(await verifier.verify(text)));
  });
});

test.each([
  ['the head of a batch', (seal: Doc) => ((seal['batch'] as Doc)['note'] = 'x')],
  ['the header of a day', (seal: Doc) => (((seal['day'] as Doc)['header'] as Doc)['note'] = 'x')],
  ['a fact', (seal: Doc) => ((seal['facts'] as Doc[])[0]!['note'] = 'x')],
])('a member that nobody knows is refused in %s', async (_, change) => {
  const doc = structuredClone(delivered);
  change(doc.seals[0] as Doc);
  expect(await verifier.verify(sign(doc))).toMatchObject({
    code: 1,
    said: expect.stringContaining('"note" is not known'),
  });
});

test('a seal of later facts alone proves nothing about the request', async () => {
  const doc = unsealedDoc({ decisions: [REFUSED], statuses: [invented(1).status] });
  new Sealer(platform).seal(doc, ['1:submitted']);
  expect((await verifier.verify(platform.give(doc))).code).toBe(1);
});

/** Operations of programs and recipients, which leave no audit event; those that change something may be sealed all the same. */
const UNAUDITED = /^(?:health_|metrics_|unsubscribe_ask|providers_(?:mo|receipts))/;

/** Earlier names, which sealed audit events have. */
const RENAMED = /^unreadReplies_/;

test('each audited operation has its words in both languages, and no words exist for unknown ones', async () => {
  const folder = join(__dirname, '../../../dist/documents/openapi');
  const pages = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const operations = pages.flatMap((name) => {
    const { paths } = parse(readFileSync(join(folder, name), 'utf8')) as { paths: Record<string, Record<string, Doc>> };
    return Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => String(operationId)),
    );
  });
  expect(operations).toContain('drafts_duplicate');
  const unknown = await verifier.unknownOf('operations.mjs', 'knowsOperation', [...new Set(operations)]);
  expect(unknown.filter((name) => !UNAUDITED.test(name))).toEqual([]);
  const words = readFileSync(join(__dirname, '../src/operations.mjs'), 'utf8');
  const named = [...words.matchAll(/^ {2}([A-Za-z]+_[A-Za-z]+): /gm)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !operations.includes(name) && !RENAMED.test(name))).toEqual([]);
});

test('words of a document cannot pass for words of the command', async () => {
  const trick = 'x\n  This proves  all.\u001b[2K\u202e';
  const doc = unsealedDoc({ decisions: [{ ...REFUSED, detail: trick }] });
  new Sealer(platform).seal(doc, ['1']);
  const { said } = await verifier.verify(platform.give(doc));
  expect(said).toContain('x\\u000a  This proves  all.\\u001b[2K\\u202e');
  expect(said).not.toMatch(/^ {2}This proves {2}all/m);
  const named = platform.give({ ...refusedDoc(platform), ['\u001b[2Knote']: 'x' });
  expect((await verifier.verify(named)).said).toContain('it holds "\\u001b[2Knote"');
});
