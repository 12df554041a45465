import type { Advertiser } from '@stopsms/contracts';
import { shippedPack } from '../../rules/fixtures/packs';
import { packRef } from '../../rules/packs/rule-pack';
import { decide, firstVeto } from './decide';
import type { Decision, Facts } from './facts';

const AT = Date.parse('2026-11-25T10:00:00Z');
const FR = shippedPack('FR');
const advertiser: Advertiser = {
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  name: 'Lorane',
  legalName: 'Lorane SAS',
  sender: 'Lorane',
  shortCode: '36180',
  country: 'FR',
  codes: ['36180'],
  linkHosts: [],
  createdAt: AT,
};
const paused: Advertiser = { ...advertiser, marketingPaused: { code: 'COMPLAINTS', reason: 'why', at: AT } };
const keys = { textKey: 't', groupKey: 'g', kinds: [], score: 0 };
const decided = (verdict: 'approved' | 'refused') => ({
  id: 'r',
  textHash: 'h',
  decision: { verdict, by: 'p', reason: 'why.', at: '', validUntil: '' },
});
const day = { period: 'day', startsOn: '2026-11-25', startsAt: AT, endsAt: AT + 1 } as const;
const capped = { adverts: 1, hours: 24, of: 'advertiser', nextAt: AT + 2 } as const;
const reason = (code: 'EXPIRED' | 'WINDOW_CLOSED' | 'TEXT_EMPTY' | 'CATEGORY_PROMOTIONAL' | 'PHONE_EMPTY') => ({
  code,
  detail: '',
});

/** An advert that may leave. */
const advert = (more: Partial<Facts> = {}, request: Partial<Facts['candidate']['request']> = {}): Facts => ({
  candidate: {
    attempt: 1,
    traceparent: '',
    request: { id: 'm', advertiserId: advertiser.id, category: 'marketing', to: '+33639980001', text: 'x', ...request },
  },
  at: AT,
  advertiser,
  recipient: { key: 'k', e164: '+33639980001', region: 'FR' },
  rules: FR,
  pack: packRef(FR),
  isAllowedCountry: true,
  text: { sender: 'Lorane', finalText: 'x STOP 36180' },
  isOwnSender: true,
  consentStatus: { consent: { consentId: 'c', grantedAt: AT - 1, basis: 'consent', source: 'web' } },
  areConsentsRead: true,
  time: { when: 'now', closesAt: AT + 1 },
  ...more,
});
const reminder = (more: Partial<Facts> = {}): Facts =>
  advert(
    { text: { sender: 'Lorane', finalText: 'x', keys }, review: null, consentStatus: {}, ...more },
    { category: 'informative' },
  );

const codeOf = ({ outcome }: Decision) =>
  outcome.verdict === 'cleared' ? 'cleared' : `${outcome.verdict} ${outcome.code}`;

test('clears a message without reasons against it, with all fields of its lane', () => {
  expect(decide(advert()).outcome).toEqual({
    verdict: 'cleared',
    text: 'x STOP 36180',
    sender: 'Lorane',
    windowClosesAt: AT + 1,
  });
  expect(codeOf(decide(reminder()))).toBe('cleared');
});

/** Facts that stop a message, in the order in which they decide. */
const STOPS: { fact: Partial<Facts>; code: string }[] = [
  { fact: { control: 'cancelled' }, code: 'refused CAMPAIGN_CANCELLED' },
  { fact: { misdialled: reason('PHONE_EMPTY') }, code: 'refused PHONE_EMPTY' },
  { fact: { rules: null }, code: 'refused PACK_MISSING' },
  { fact: { isAllowedCountry: false }, code: 'refused COUNTRY_NOT_ALLOWED' },
  { fact: { text: { sender: 'Other', fault: reason('TEXT_EMPTY') } }, code: 'refused TEXT_EMPTY' },
  { fact: { isOwnSender: false }, code: 'refused SENDER_NOT_YOURS' },
  { fact: { text: { sender: 'Promo', finalText: 'x STOP 36180' } }, code: 'refused SENDER_UNREGISTERED' },
  { fact: { text: { sender: '36180', finalText: 'x STOP 36180' } }, code: 'refused ADVERTISER_UNNAMED' },
  { fact: { text: { sender: 'Lorane', finalText: 'x STOP 38100' } }, code: 'refused CODE_NOT_FOR_ADVERTS' },
  { fact: { review: { ...keys, doubt: '', found: decided('refused') } }, code: 'refused REVIEW_REFUSED' },
  { fact: { time: { when: 'never', reason: reason('EXPIRED') } }, code: 'refused EXPIRED' },
  { fact: { consentStatus: {}, areConsentsRead: true }, code: 'refused CONSENT_MISSING' },
  { fact: { control: 'paused' }, code: 'held CAMPAIGN_PAUSED' },
  { fact: { advertiser: paused }, code: 'held ADVERTISER_PAUSED' },
  { fact: { consentStatus: {}, areConsentsRead: false }, code: 'held CONSENT_UNREAD' },
  { fact: { review: { ...keys, doubt: '' } }, code: 'held REVIEW_NEEDED' },
  { fact: { time: { when: 'later', until: AT + 1, reason: reason('WINDOW_CLOSED') } }, code: 'held WINDOW_CLOSED' },
  { fact: { capped }, code: 'refused CAP_REACHED' },
  { fact: { usedUp: { ...day, limit: 1 } }, code: 'refused QUOTA_EXCEEDED' },
];

test.each(STOPS)('$code takes precedence over all later vetoes', ({ fact, code }) => {
  const position = STOPS.findIndex((each) => each.code === code);
  for (const later of STOPS.slice(position)) expect(codeOf(decide(advert({ ...later.fact, ...fact })))).toBe(code);
});

test('a message without a sender is never sent', () => {
  expect(codeOf(decide({ candidate: advert().candidate, at: AT, advertiser: null }))).toBe(
    'refused ADVERTISER_UNKNOWN',
  );
});

test.each<keyof Facts>([
  'recipient',
  'pack',
  'isAllowedCountry',
  'text',
  'isOwnSender',
  'consentStatus',
  'areConsentsRead',
  'time',
])('a missing fact (%s) prevents sending', (missing) => {
  const { [missing]: _, ...facts } = advert();
  expect(() => decide(facts as Facts)).toThrow('this is a bug');
});

test('an advert above a cap waits if requested, at most until it expires; an informative text has no cap', () => {
  const outcomeOf = (request: Partial<Facts['candidate']['request']>) => decide(advert({ capped }, request)).outcome;
  expect(outcomeOf({ whenCapped: 'hold' })).toMatchObject({ verdict: 'held', code: 'CAP_REACHED', until: AT + 2 });
  expect(outcomeOf({ whenCapped: 'hold', expiresAt: AT + 1 })).toMatchObject({ verdict: 'held', until: AT + 1 });
  expect(outcomeOf({ whenCapped: 'refuse' })).toMatchObject({ verdict: 'refused', code: 'CAP_REACHED' });
  expect(codeOf(decide(reminder({ capped })))).toBe('cleared');
});

test('an informative text is sent only if the decisions of reviewers are known', () => {
  const { review: _, ...facts } = reminder();
  expect(() => decide(facts)).toThrow('this is a bug');
});

test.each<{ it: string; facts: Facts; becomes: string }>([
  {
    it: 'a text that the reader takes for an advert',
    facts: reminder({ text: promotional() }),
    becomes: 'refused CATEGORY_PROMOTIONAL',
  },
  {
    it: 'the same when a person approved it',
    facts: reminder({ text: promotional(), review: { ...keys, doubt: '', found: decided('approved') } }),
    becomes: 'cleared',
  },
  {
    it: 'an informative text while all adverts are paused',
    facts: reminder({ advertiser: paused }),
    becomes: 'cleared',
  },
  {
    it: 'an informative text while consents are read',
    facts: reminder({ areConsentsRead: false }),
    becomes: 'cleared',
  },
  {
    it: 'an informative text that names nobody, from a code for such texts',
    facts: reminder({ text: { sender: '38100', finalText: 'x', keys } }),
    becomes: 'cleared',
  },
  {
    it: 'an informative text under a generic name',
    facts: reminder({ text: { sender: 'Rdv', finalText: 'x', keys } }),
    becomes: 'refused SENDER_UNREGISTERED',
  },
  {
    it: 'an informative text to where no pack is in force, by the rules of home',
    facts: reminder({
      text: { sender: 'Rdv', finalText: 'x', keys },
      recipient: { key: 'k', e164: '+4740612345', region: 'NO' },
    }),
    becomes: 'cleared',
  },
  {
    it: 'an advert under a generic name that is registered',
    facts: advert({ text: { sender: 'Promo', finalText: 'x STOP 36180' }, registration: 'INPI 4123456' }),
    becomes: 'cleared',
  },
  {
    it: 'an advert from a code that names its advertiser',
    facts: advert({ text: { sender: '36180', finalText: 'Lorane : x STOP 36180' } }, { text: 'Lorane : x' }),
    becomes: 'cleared',
  },
  {
    it: 'an advert whose consent is known while others are read',
    facts: advert({ areConsentsRead: false }),
    becomes: 'cleared',
  },
])('$it becomes $becomes', ({ facts, becomes }) => {
  expect(codeOf(decide(facts))).toBe(becomes);
});

test('a pause without an end lasts until the message expires', () => {
  for (const pause of [{ advertiser: paused }, { control: 'paused' as const }]) {
    expect(decide(advert(pause)).outcome).toMatchObject({ verdict: 'held', until: Infinity });
    expect(decide(advert(pause, { expiresAt: AT + 5 })).outcome).toMatchObject({ until: AT + 5 });
  }
});

test('a message that waits for a person names its review, and is due at once if it was decided meanwhile', () => {
  const open = { ...keys, doubt: 'Why.', found: { id: 'r', textHash: 'h' } };
  const waiting = decide(reminder({ review: open })).outcome;
  expect(waiting).toMatchObject({ until: Infinity, detail: expect.stringMatching(/Why\. It waits for review r\.$/) });
  expect(waiting).not.toHaveProperty('dueNow');
  expect(decide(reminder({ review: { ...open, isDecidedSince: true } })).outcome).toMatchObject({ dueNow: true });
});

test.each<{ it: string; facts: Partial<Facts>; becomes: object }>([
  { it: 'waits a little', facts: {}, becomes: { code: 'ROUTE_CLOSED', until: AT + 60_000 } },
  {
    it: 'waits for the window',
    facts: { time: { when: 'later', until: AT + 9, reason: reason('WINDOW_CLOSED') } },
    becomes: { code: 'WINDOW_CLOSED', until: AT + 9 },
  },
  {
    it: 'ends when it has expired',
    facts: { time: { when: 'never', reason: reason('EXPIRED') } },
    becomes: { verdict: 'refused', code: 'EXPIRED' },
  },
  { it: 'waits for its campaign', facts: { control: 'paused' }, becomes: { code: 'CAMPAIGN_PAUSED', until: Infinity } },
  { it: 'ends with its campaign', facts: { control: 'cancelled' }, becomes: { verdict: 'refused' } },
])('a message returned by the dispatcher $it', ({ facts, becomes }) => {
  const { text: _, consentStatus: __, ...known } = advert(facts);
  expect(decide({ ...known, requeued: 'ROUTE_CLOSED' }).outcome).toMatchObject({ verdict: 'held', ...becomes });
});

test('an advert held by an unclassified text is retried less and less often until it expires', () => {
  const { text: _, consentStatus: __, ...known } = advert();
  const waits = [2, 4, 6, 26, 28, 1_000].map((attempt) => {
    const candidate = { ...known.candidate, attempt };
    const { outcome } = decide({ ...known, candidate, requeued: 'REPLY_UNREAD' });
    return outcome.verdict === 'held' && outcome.until - AT;
  });
  expect(waits).toEqual([5_000, 20_000, 45_000, 845_000, 900_000, 900_000]);
  const request = { ...known.candidate.request, expiresAt: AT + 60_000 };
  const candidate = { ...known.candidate, request, attempt: 1_000 };
  expect(decide({ ...known, candidate, requeued: 'REPLY_UNREAD' }).outcome).toMatchObject({ until: AT + 60_000 });
});

test('refuses a message to a person who requested erasure, paused or not', () => {
  const { text: _, ...known } = advert({ control: 'paused' });
  expect(codeOf(decide({ ...known, isErased: true }))).toBe('refused OPTED_OUT');
  expect(codeOf(decide({ ...known, control: 'cancelled', isErased: true }))).toBe('refused CAMPAIGN_CANCELLED');
});

test('the same facts give the same decision again', () => {
  for (const { fact } of STOPS) {
    const decision = decide(advert(fact));
    expect(decide(decision)).toEqual(decision);
    expect(firstVeto(decision)).toEqual(decision.outcome);
  }
});

function promotional(): NonNullable<Facts['text']> {
  return { sender: 'Lorane', finalText: 'x', keys, advert: reason('CATEGORY_PROMOTIONAL') };
}
