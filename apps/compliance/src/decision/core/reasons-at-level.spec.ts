import type { Advertiser, EnforcementLevel } from '@stopsms/contracts';
import fc from 'fast-check';
import { shippedPack } from '../../rules/fixtures/packs';
import { packRef } from '../../rules/packs/rule-pack';
import { type DecisionCode } from '../../rules/reasons/decision-reasons';
import { ENFORCED_FROM, isEnforcedAt } from '../../rules/reasons/enforcement';
import { decide } from './decide';
import type { Decision, Facts } from './facts';

const AT = Date.parse('2026-11-25T10:00:00Z');
const FR = shippedPack('FR');
const advertiser: Advertiser = {
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  ...{ name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' },
  ...{ codes: ['36180'], linkHosts: [], createdAt: AT },
};
const keys = { textKey: 't', groupKey: 'g', kinds: [], score: 0 };
const reason = (code: DecisionCode) => ({ code, detail: '' });
const day = { period: 'day', startsOn: '2026-11-25', startsAt: AT, endsAt: AT + 1 } as const;
const consent = { consentId: 'c', grantedAt: AT - 1, basis: 'consent', source: 'web' };
const fault = (...codes: DecisionCode[]): NonNullable<Facts['text']> => ({
  ...{ sender: 'Lorane', fault: reason(codes[0] ?? 'TEXT_EMPTY'), faults: codes.map(reason), asGiven: 'Lorane : x' },
});

/** An advert that may leave at every level. */
const advert = (level: EnforcementLevel, more: Partial<Facts> = {}, request: object = {}): Facts => ({
  candidate: {
    ...{ attempt: 1, traceparent: '' },
    request: { id: 'm', advertiserId: advertiser.id, category: 'marketing', to: '+33639980001', text: 'x', ...request },
  },
  ...{ at: AT, advertiser, rules: FR, pack: packRef(FR), isAllowedCountry: true, isOwnSender: true },
  recipient: { key: 'k', e164: '+33639980001', region: 'FR' },
  text: { sender: 'Lorane', finalText: 'x STOP 36180' },
  consentStatus: { consent },
  areConsentsRead: true,
  time: { when: 'now', closesAt: AT + 1 },
  ...(level !== 'full' && { enforcement: { level } }),
  ...more,
});

const outcomeOf = ({ outcome }: Decision): string =>
  outcome.verdict === 'cleared'
    ? ['cleared', ...(outcome.observed ?? []).map(({ verdict, code }) => `${verdict} ${code}`)].join(', ')
    : `${outcome.verdict} ${outcome.code}`;

const stop = { scope: advertiser.id, episodeId: 'e', at: AT - 9 };
const number = { state: 'suspended', at: AT - 9, provider: 'sim' } as const;

/** Outcome of the advert at the three levels by fact; `=` where it is that of full enforcement. */
const CASES: {
  it: string;
  facts: Partial<Facts>;
  request?: object;
  observe: string;
  stopOnly: string;
  full: string;
}[] = [
  ...always('a person who opted out', { consentStatus: { consent, optOut: stop } }, 'refused OPTED_OUT'),
  ...always('one without consent who opted out', { consentStatus: { optOut: stop } }, 'refused OPTED_OUT'),
  ...always('a STOP of everybody', { consentStatus: { optOut: { ...stop, scope: '*' } } }, 'refused OPTED_OUT'),
  ...always('a stranger who opted out', { consentStatus: { consent, hidden: { optOut: stop } } }, 'refused OPTED_OUT'),
  ...always('a withdrawn consent', { consentStatus: { consent, withdrawnAt: AT } }, 'refused CONSENT_WITHDRAWN'),
  ...always('an erasure', { isErased: true }, 'refused OPTED_OUT'),
  ...always('consents not read yet', { consentStatus: {}, areConsentsRead: false }, 'held CONSENT_UNREAD'),
  ...always('a reply not read yet', { requeued: 'REPLY_UNREAD' }, 'held REPLY_UNREAD'),
  ...always('a fault', { fault: new Error('x') }, 'refused UNDECIDABLE'),
  ...always('another’s sender', { isOwnSender: false }, 'refused SENDER_NOT_YOURS'),
  ...always('a country without rules', { rules: null }, 'refused PACK_MISSING'),
  ...always('a country that is closed', { isAllowedCountry: false }, 'refused COUNTRY_NOT_ALLOWED'),
  ...always('a cancelled campaign', { control: 'cancelled' }, 'refused CAMPAIGN_CANCELLED'),
  ...always('a paused campaign', { control: 'paused' }, 'held CAMPAIGN_PAUSED'),
  ...always(
    'a paused advertiser',
    { advertiser: { ...advertiser, marketingPaused: { code: 'COMPLAINTS', reason: 'why', at: AT } } },
    'held ADVERTISER_PAUSED',
  ),
  ...always('no number', { misdialled: reason('PHONE_EMPTY') }, 'refused PHONE_EMPTY'),
  ...always('a text that says nothing', { text: fault('TEXT_EMPTY') }, 'refused TEXT_EMPTY'),
  ...always('an expired message', { time: { when: 'never', reason: reason('EXPIRED') } }, 'refused EXPIRED'),
  ...always('a quota of 0', { usedUp: { ...day, limit: 0 } }, 'refused QUOTA_EXCEEDED'),
  {
    ...{ it: 'no mention', facts: { text: fault('MENTION_MISSING') } },
    ...{ observe: 'observed', stopOnly: 'enforced', full: 'refused MENTION_MISSING' },
  },
  ...whenFull('no consent', { consentStatus: {} }, 'refused CONSENT_MISSING'),
  ...whenFull('a number that may be another’s', { consentStatus: { consent, number } }, 'refused NUMBER_SUSPENDED'),
  ...whenFull(
    'closed hours',
    { time: { when: 'later', until: AT + 1, reason: reason('WINDOW_CLOSED') } },
    'held WINDOW_CLOSED',
  ),
  ...whenFull(
    'hours that never open',
    { time: { when: 'never', reason: reason('WINDOW_NEVER_OPENS') } },
    'refused WINDOW_NEVER_OPENS',
  ),
  ...whenFull('a cap', { capped: { adverts: 1, hours: 24, of: 'advertiser', nextAt: AT + 2 } }, 'refused CAP_REACHED'),
  ...always('a quota', { usedUp: { ...day, limit: 1 } }, 'refused QUOTA_EXCEEDED'),
  ...whenFull(
    'a sender without registration',
    { text: { sender: 'Promo', finalText: 'x STOP 36180' } },
    'refused SENDER_UNREGISTERED',
  ),
];

test.each(CASES)('$it: observe $observe, stop-only $stopOnly, full $full', ({ facts, full, observe, stopOnly }) => {
  const at = (level: EnforcementLevel) => outcomeOf(decide(advert(level, facts)));
  expect(at('full')).toBe(full);
  const becomes = { enforced: full, observed: `cleared, ${full}` };
  expect([at('observe'), at('stop-only')]).toEqual([observe, stopOnly].map((way) => becomes[way as 'enforced']));
});

test('clears a message without reasons, with nothing observed and no end of hours that are not enforced', () => {
  expect(decide(advert('observe')).outcome).toEqual({ verdict: 'cleared', text: 'x STOP 36180', sender: 'Lorane' });
});

test('an observed reason hides no enforced one after it', () => {
  const later = { when: 'later', until: AT + 1, reason: reason('WINDOW_CLOSED') } as const;
  const never = { when: 'never', reason: reason('WINDOW_NEVER_OPENS') } as const;
  const hiding: { facts: Partial<Facts>; request?: object; is: string }[] = [
    { facts: { consentStatus: { number, withdrawnAt: AT } }, is: 'refused CONSENT_WITHDRAWN' },
    { facts: { consentStatus: { number, hidden: { optOut: stop } } }, is: 'refused OPTED_OUT' },
    { facts: { text: fault('MENTION_MISSING', 'SECTOR_BANNED') }, is: 'refused SECTOR_BANNED' },
    { facts: { time: later }, request: { notBefore: AT + 9 }, is: 'held NOT_BEFORE' },
    { facts: { time: never }, request: { notBefore: AT + 9 }, is: 'held NOT_BEFORE' },
    { facts: { time: later, control: 'cancelled' }, is: 'refused CAMPAIGN_CANCELLED' },
  ];
  for (const { facts, request, is } of hiding) expect(outcomeOf(decide(advert('observe', facts, request)))).toBe(is);
});

test('an advert declared informative never evades an opt-out: it is refused or reviewed at every level', () => {
  for (const level of ['observe', 'stop-only'] as const) {
    const informative = (more: Partial<Facts>) =>
      outcomeOf(decide(advert(level, { review: null, consentStatus: {}, ...more }, { category: 'informative' })));
    const text = { sender: 'Lorane', finalText: 'x', keys };
    expect(informative({ text: { ...text, advert: reason('CATEGORY_PROMOTIONAL') } })).toBe(
      'refused CATEGORY_PROMOTIONAL',
    );
    expect(informative({ text, review: { ...keys, doubt: 'Why.' } })).toBe('held REVIEW_NEEDED');
    expect(informative({ text })).toBe('cleared');
  }
});

test('an expired observe level refuses adverts and no informative messages', () => {
  const enforcement = { level: 'observe', isOver: true } as const;
  expect(outcomeOf(decide(advert('observe', { enforcement })))).toBe('refused OBSERVE_EXPIRED');
  const reminder = { enforcement, review: null, text: { sender: 'Lorane', finalText: 'x', keys } };
  expect(outcomeOf(decide(advert('observe', reminder, { category: 'informative' })))).toBe('cleared');
});

test('full refuses all that observe refuses, and observe reports what full would have decided', () => {
  const several = fc.subarray(CASES, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(several, (cases) => {
      const facts = Object.assign({}, ...cases.map((each) => each.facts)) as Partial<Facts>;
      const [observe, stopOnly, full] = (['observe', 'stop-only', 'full'] as const).map((level) =>
        decide(advert(level, facts)),
      );
      for (const { outcome } of [observe, stopOnly] as Decision[]) {
        const [decisive] = outcome.verdict === 'cleared' ? (outcome.observed ?? []) : [];
        if (decisive) expect(`${decisive.verdict} ${decisive.code}`).toBe(outcomeOf(full as Decision));
        if (outcome.verdict !== 'cleared') expect((full as Decision).outcome.verdict).not.toBe('cleared');
      }
    }),
  );
});

test('observe enforces no rule that stop-only only records', () => {
  for (const code of Object.keys(ENFORCED_FROM) as DecisionCode[]) {
    expect(isEnforcedAt('full', code)).toBe(true);
    if (!isEnforcedAt('stop-only', code)) expect(isEnforcedAt('observe', code)).toBe(false);
  }
});

function always(it: string, facts: Partial<Facts>, full: string) {
  return [{ it, facts, full, observe: 'enforced', stopOnly: 'enforced' }];
}

function whenFull(it: string, facts: Partial<Facts>, full: string) {
  return [{ it, facts, full, observe: 'observed', stopOnly: 'observed' }];
}
