import { recipientKeyBytes } from '@stopsms/kernel';
import fc from 'fast-check';
import type { Outcome } from '../../rules/message';
import type { Provable } from './decision-proof';
import { recordDigest } from '../../rules/digest/digest';
import { type TextReading, readingOf } from '../../rules/text/text-reading';
import { type SealedConsent, erasedConsent } from '../../people/consents/sealed-consent';
import { numberDigest } from '../trees/number-digest';
import { decisionFacts } from './decision-facts';
import type { Fact } from './fact';
import { type FactRow, factsOf } from './facts-of';
import { outcomeFact } from './outcome-facts';

const AT = Date.parse('2026-11-25T10:00:00Z');
const CONSENT: SealedConsent = {
  ...{ id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a11', recipientKey: 'AAAAAAAAAAAAAAAAAAAAAA' },
  ...{
    advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
    basis: 'consent',
    source: 'shop form',
    wording: 'I agree.',
  },
  ...{ grantedAt: '2026-11-24T10:00:00.000Z', recordedAt: '2026-11-24T10:00:01.000Z', collectedBy: 'row 2' },
  ...{ ownAct: false, evidence: {} },
};
const PACK = { id: 'FR@2026.1', hash: 'sha256-pack' };
const ASSESSMENT = {
  category: { declared: 'marketing', found: 'marketing', score: 99.5, signals: [] },
  mention: { verdict: 'accept' },
  segments: { encoding: 'GSM-7', units: 54, parts: 1 },
  reasons: [],
} as unknown as Parameters<typeof readingOf>[2];
const READING: TextReading = readingOf('Lorane : -20%. STOP 36180', PACK, ASSESSMENT);
const MESSAGE = '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a99';

const decision = (more: Partial<Provable> = {}, attempt = 1): Provable => ({
  candidate: {
    request: {
      ...{ id: MESSAGE, advertiserId: CONSENT.advertiserId, category: 'marketing', to: '+33639980001' },
      text: 'Lorane : -20%. STOP 36180',
    },
    attempt,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
  at: AT,
  outcome: { verdict: 'cleared', text: 'Lorane : -20%. STOP 36180', sender: 'Lorane' },
  recipient: { key: CONSENT.recipientKey, e164: '+33639980001', region: 'FR' },
  pack: PACK,
  reading: READING,
  consentStatus: { consent: { consentId: CONSENT.id, grantedAt: AT, basis: 'consent', source: 'shop form' } },
  window: { open: true, nextOpening: AT + 1, closesAt: AT + 2, timeZones: ['Europe/Paris'] },
  ...more,
});

const digestOfNumber = (id: string, number: string): string => numberDigest(id, number, 'salt');
const DIGESTS = new Map([[CONSENT.id, recordDigest(CONSENT)]]);
const { readingId: _, ...KEPT } = READING;
const NAMED = {
  consents: new Map([[CONSENT.id, [CONSENT, recordDigest(CONSENT), erasedConsent(CONSENT.id)]]]),
  readings: new Map([[READING.readingId, KEPT]]),
};

const write = (each: Provable, last?: Buffer) =>
  decisionFacts([each], {
    ...{ consentDigests: DIGESTS, digestOfNumber, last: new Map(last && [[MESSAGE, last]]) },
  });

/** Row of a fact as the tables return it. */
function rowOf(fact: Fact | undefined, contexts: { hash: Buffer; json: string }[] = []): FactRow {
  if (!fact) throw new Error('no fact');
  const context = contexts.find(({ hash }) => fact.context?.equals(hash));
  const { recipientKey, own, previous, hash, reading, ...rest } = fact;
  return {
    ...rest,
    table: 'fact_frame',
    position: '1',
    recipientKey,
    context: context ? (JSON.parse(context.json) as FactRow['context']) : null,
    readingId: reading && reading.toString('base64url'),
    own: JSON.parse(own) as FactRow['own'],
    previous: previous && previous.toString('hex'),
    hash: hash.toString('hex'),
  };
}

const read = (each: Provable, last?: Buffer) => {
  const { facts, contexts } = write(each, last);
  return factsOf(MESSAGE, [rowOf(facts[0], contexts)], NAMED);
};

/** From before a first decision sealed a digest of the number, and since. */
const GOLDEN = {
  before: [
    '8a7fa9d2e240f31265392fc998c3a6369bc9bb624d9b57bcc6176aa0f4ae6b06',
    '542aa18b259cbcc1f3fb4909a4073acda2c3e3dc45ae4c4ea881c02e87b6f8be',
    'a55eb74984354e44c4246300c69969f2502a0c27fa4522f0ba442c71cc6e43ca',
  ],
  now: [
    'c9ffc5b630713589c1845ba1c7194fc1762639ce6a822f9b6e262d0e89ee6062',
    '762d94f2ae0a32814d4a9f73769109ec01c60dd4de212c4ce87058eb13f06290',
    '50b0612b13142acab4b17d043960c72c5115212866507a6185db780e06d4baa8',
  ],
};

// If this fails, every seal there is would be called broken. Keep how facts are hashed, or give the new way a format of its own and keep
// this one for old seals.
test.each(['before', 'now'] as const)('seals the same bytes of a fact as always: %s', (when) => {
  const { facts, contexts } = write(decision());
  const row = rowOf(facts[0], contexts);
  if (when === 'before') delete row.own['numberDigest'];
  const first = factsOf(MESSAGE, [row], NAMED)?.kept[0]?.found ?? '';
  const status = {
    status: 'submitted',
    attempt: 1,
    at: AT + 9,
    begunAt: AT + 5,
    provider: 'sim',
    smscIds: ['a1'],
  } as const;
  const submission = { messageId: MESSAGE, isLast: true, report: status };
  const submitted = outcomeFact(submission, '2026-11-25', Buffer.from(first, 'hex'));
  const receipt = { outcome: 'delivered', stat: 'DELIVRD', at: AT + 99 } as const;
  const delivered = outcomeFact({ messageId: MESSAGE, isLast: true, report: receipt }, '2026-11-25', submitted.hash);
  expect([first, ...[submitted, delivered].map(({ hash }) => hash.toString('hex'))]).toEqual(GOLDEN[when]);
});

test('shows a decision with all its facts, and its hash matches what was written', () => {
  const found = read(decision());
  expect(found?.facts).toMatchObject({
    request: { campaignId: null, region: 'FR', recipientKey: CONSENT.recipientKey, textHash: READING.textHash },
    decisions: [
      {
        ...{
          attempt: 1,
          at: '2026-11-25T10:00:00.000Z',
          verdict: 'cleared',
          pack: PACK,
          consent: CONSENT,
          reading: KEPT,
        },
        window: { open: true, nextOpening: '2026-11-25T10:00:00.001Z', timeZones: ['Europe/Paris'] },
      },
    ],
  });
  expect(found?.kept.map(({ hash, found: now }) => hash === now)).toEqual([true]);
  expect(recipientKeyBytes(CONSENT.recipientKey)).toHaveLength(16);
});

const HELD: Outcome = {
  ...{ verdict: 'held', until: AT + 60_000, code: 'WINDOW_CLOSED', detail: 'It waits.' },
};
const REFUSED: Outcome = { verdict: 'refused', code: 'SENDER_NOT_YOURS', detail: '"L\0\ud800" is none of yours.' };

test('reads any decision of any attempt as it was written', () => {
  const outcome = fc.constantFrom<Outcome>(decision().outcome, HELD, REFUSED, { ...HELD, until: Infinity });
  const optional = <T>(value: T) => fc.constantFrom(value, undefined);
  const parts = fc.record({
    outcome,
    attempt: fc.constantFrom(1, 2),
    recipient: optional(decision().recipient),
    reading: optional(READING),
    pack: optional(PACK),
    window: optional(decision().window),
    consentStatus: optional({
      ...decision().consentStatus,
      ...{ lastContactAt: AT - 1, optOut: { scope: '*', episodeId: 'e', at: AT - 2 } },
      number: { state: 'invalid' as const, at: AT - 3, provider: 'sim' },
    }),
    last: optional(Buffer.alloc(32, 7)),
  });
  fc.assert(
    fc.property(parts, ({ attempt, last, ...more }) => {
      const present = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
      const bare = decision({}, attempt);
      for (const name of ['recipient', 'reading', 'pack', 'window', 'consentStatus'] as const) delete bare[name];
      const { facts, contexts } = write({ ...bare, ...present }, last);
      const first = write(decision());
      const rows = attempt === 1 ? [] : [rowOf(first.facts[0], first.contexts)];
      const found = factsOf(MESSAGE, [...rows, rowOf(facts[0], contexts)], NAMED);
      expect(found?.kept.every(({ hash, found: now }) => hash === now)).toBe(true);
      expect(found?.facts.decisions.at(-1)?.verdict).toBe(more.outcome.verdict);
    }),
  );
});

test('equal decisions of a batch share one context', () => {
  const { facts, contexts } = decisionFacts([decision(), decision({ at: AT + 1 })], {
    ...{ consentDigests: DIGESTS, digestOfNumber },
    last: new Map(),
  });
  expect(contexts).toHaveLength(1);
  expect(facts[0]?.context).toEqual(facts[1]?.context);
});

describe('a sealed consent', () => {
  const row = () => {
    const { facts, contexts } = write(decision());
    return rowOf(facts[0], contexts);
  };
  const shown = (consents: (SealedConsent | string | ReturnType<typeof erasedConsent>)[]) =>
    factsOf(MESSAGE, [row()], { ...NAMED, consents: new Map([[CONSENT.id, consents]]) });

  test('is its digest after the record is erased or altered, and the fact stays as written', () => {
    const altered = { ...CONSENT, wording: 'I agree to everything.' };
    for (const consents of [[DIGESTS.get(CONSENT.id) ?? ''], [altered, DIGESTS.get(CONSENT.id) ?? '']]) {
      const found = shown(consents);
      expect(found?.facts.decisions[0]?.consent).toBe(DIGESTS.get(CONSENT.id));
      expect(found?.kept[0]?.found).toBe(found?.kept[0]?.hash);
    }
  });

  test('cannot be exchanged for another', () => {
    const found = shown([{ ...CONSENT, wording: 'I agree to everything.' }]);
    expect(found?.kept[0]?.found).not.toBe(found?.kept[0]?.hash);
  });
});

test('states the outcome of a message once, in order, the first of each kind', () => {
  const { facts, contexts } = write(decision());
  const row = (report: object) =>
    rowOf(outcomeFact({ messageId: MESSAGE, isLast: true, report } as never, '2026-11-25', null));
  const rows = [
    row({ outcome: 'delivered', stat: 'DELIVRD', at: AT + 9 }),
    row({ status: 'submitted', attempt: 1, at: AT + 5, smscIds: ['a'] }),
    row({ status: 'submitting', attempt: 1, at: AT + 5 }),
    row({ outcome: 'failed', stat: 'UNDELIV', at: AT + 10 }),
  ];
  const found = factsOf(MESSAGE, [rowOf(facts[0], contexts), ...rows], NAMED);
  expect(found?.facts.statuses.map(({ status }) => status)).toEqual(['submitting', 'submitted']);
  expect(found?.facts.receipt).toMatchObject({ outcome: 'delivered', at: '2026-11-25T10:00:00.009Z' });
  expect(found?.kept.map(({ entry }) => entry)).toEqual(['1', 'receipt', '1:submitted', '1:submitting']);
});

test('returns nothing for a message whose first decision is deleted', () => {
  const [fact] = write(decision({}, 2)).facts;
  expect(factsOf(MESSAGE, [rowOf(fact)], NAMED)).toBeUndefined();
});

test('seals a digest of the number with the first decision only', () => {
  const own = (each: Provable) => JSON.parse(write(each).facts[0]?.own ?? '{}') as { numberDigest?: string };
  expect(own(decision()).numberDigest).toBe(numberDigest(MESSAGE, '+33639980001', 'salt'));
  expect(own(decision({}, 2)).numberDigest).toBeUndefined();
  expect(numberDigest(MESSAGE, '+33639980001', 'pepper')).not.toBe(numberDigest(MESSAGE, '+33639980001', 'salt'));
});
