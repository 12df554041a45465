import { ASK_FROM } from '@stopsms/text-reader';
import { shippedPack } from '../../rules/fixtures/packs';
import type { RulePack } from '../../rules/packs/rule-pack';
import { type PastMessage, replayMessage } from './replay-message';

const FR = shippedPack('FR');
/** A Wednesday, 20:30 in Paris. */
const EVENING = Date.parse('2026-11-25T19:30:00Z');
const MORNING = Date.parse('2026-11-25T10:00:00Z');
const CONSENT = { basis: 'consent', grantedAt: Date.parse('2024-01-01T00:00:00Z') };
/** Usually a person is asked about it; of a trusted advertiser none is. */
const SCORE = ASK_FROM;
const reading = (...codes: string[]): NonNullable<PastMessage['reading']> => ({
  pack: { id: 'FR@2026.1', hash: FR.hash },
  segments: { encoding: 'GSM-7', units: 200, parts: 2 },
  reasons: codes.map((code) => ({ code: code as 'TEXT_EMPTY', detail: '' })),
  category: { declared: 'informative', found: 'informative', score: SCORE, signals: [], reader: 'r' },
});

type Past = Partial<Omit<PastMessage, 'decision'>> & { decision?: Partial<PastMessage['decision']> };
const past = ({ decision, ...more }: Past): PastMessage => ({
  region: 'FR',
  category: 'marketing',
  reading: reading(),
  consent: CONSENT,
  decision: { at: MORNING, verdict: 'cleared', consentId: 'c', ...decision },
  ...more,
});
const open = { opensAt: 480, closesAt: 1290 };
const late: RulePack = { ...FR, window: { ...FR.window, default: { ...FR.window.default, wednesday: open } } };
const closed: RulePack = { ...FR, window: { ...FR.window, default: { monday: open } } };
const onePart: RulePack = { ...FR, maxParts: { default: 1, hard: 8 } };
const consentOnly: RulePack = { ...FR, consent: { ...FR.consent, bases: ['consent'] } };
const askingNobody: RulePack = { ...FR, review: { ...FR.review, trusted: { rightTexts: 1, bandPercent: 0 } } };
const oneYear: RulePack = { ...FR, consent: { ...FR.consent, expiryYears: 1 } };
const noSectors: RulePack = { ...FR, sectors: {} };
const newSector: RulePack = { ...FR, sectors: { ...FR.sectors, crypto: 'banned' } as RulePack['sectors'] };
const capped: RulePack = {
  ...FR,
  regions: { ...FR.regions, FR: { ...FR.regions['FR']!, cap: { adverts: 3, hours: 24 } } },
};
const newCodes: RulePack = { ...FR, mention: { ...FR.mention, codePrefixes: ['36'] } };
const namesAlone: RulePack = {
  ...FR,
  senders: { names: 'registered', registry: 'a register', generic: [], symbols: '' },
};
const namedInText: RulePack = { ...FR, namedIn: 'text' };
const revokeAll: RulePack = { ...FR, informativeOptOuts: 'advertiser' };

const refused = (code: string) => ({ verdict: 'refused' as const, code });
const heldAt = (at: number) => ({
  at,
  verdict: 'held' as const,
  code: 'WINDOW_CLOSED',
  window: { open: false, nextOpening: 0, timeZones: [] },
});

test.each<[string, RulePack, Past, ReturnType<typeof refused> | { verdict: string; code: string | null }]>([
  ['a cleared advert stays cleared under the same rules', FR, {}, { verdict: 'cleared', code: null }],
  ['hours that close hold it', closed, {}, { verdict: 'held', code: 'WINDOW_CLOSED' }],
  ['hours that open let a held one go', late, { decision: heldAt(EVENING) }, { verdict: 'cleared', code: null }],
  [
    'hours that stay closed hold it still',
    FR,
    { decision: heldAt(EVENING) },
    { verdict: 'held', code: 'WINDOW_CLOSED' },
  ],
  [
    'the zones of an area code are used again',
    { ...FR, regions: { ...FR.regions, FR: { ...FR.regions['FR']!, timeZones: ['Pacific/Noumea'] } } },
    {
      decision: {
        at: MORNING,
        window: { open: true, nextOpening: 0, timeZones: ['Europe/Paris'], byAreaCode: true },
      },
    },
    { verdict: 'cleared', code: null },
  ],
  [
    'hours of the advertiser that were closed hold it still',
    late,
    { decision: { ...heldAt(EVENING), window: { ...heldAt(EVENING).window, ownHours: { wednesday: '08:00-20:00' } } } },
    { verdict: 'held', code: 'WINDOW_CLOSED' },
  ],
  [
    'hours of the advertiser that were open let it go, whatever the country has for others',
    closed,
    { decision: { window: { open: true, nextOpening: 0, timeZones: [], ownHours: { wednesday: '08:00-20:00' } } } },
    { verdict: 'cleared', code: null },
  ],
  [
    'hours of the advertiser that a pack never lets open refuse it',
    { ...FR, window: { ...FR.window, hard: { monday: open } } },
    { decision: { window: { open: true, nextOpening: 0, timeZones: [], ownHours: { monday: 'closed' } } } },
    refused('WINDOW_NEVER_OPENS'),
  ],
  [
    'a cap of the law that is the same refuses it still',
    late,
    { decision: { verdict: 'refused', code: 'CAP_REACHED' } },
    refused('CAP_REACHED'),
  ],
  [
    'a consent that is too old comes before a cap',
    oneYear,
    { decision: refused('CAP_REACHED') },
    refused('CONSENT_EXPIRED'),
  ],
  ['fewer parts refuse it', onePart, {}, refused('TEXT_TOO_LONG')],
  ['fewer parts refuse an informative text too', onePart, { category: 'informative' }, refused('TEXT_TOO_LONG')],
  ['hours are nothing to an informative text', closed, { category: 'informative' }, { verdict: 'cleared', code: null }],
  [
    'a basis that is not valid any more refuses it',
    consentOnly,
    { consent: { ...CONSENT, basis: 'soft_opt_in' } },
    refused('CONSENT_BASIS_INVALID'),
  ],
  ['a shorter life of consents refuses it', oneYear, {}, refused('CONSENT_EXPIRED')],
  [
    'unless the person was in touch since',
    oneYear,
    { decision: { lastContactAt: MORNING - 1 } },
    { verdict: 'cleared', code: null },
  ],
  [
    'a longer life of consents lets an expired one go',
    { ...FR, consent: { ...FR.consent, expiryYears: 9 } },
    { decision: refused('CONSENT_EXPIRED') },
    { verdict: 'cleared', code: null },
  ],
  ['an opt-out stays one', late, { decision: refused('OPTED_OUT') }, refused('OPTED_OUT')],
  [
    'an advertiser that was unknown stays so',
    late,
    { decision: { ...refused('ADVERTISER_UNKNOWN') }, reading: undefined as never },
    refused('ADVERTISER_UNKNOWN'),
  ],
  [
    'a mention that was missing stays missing',
    late,
    { reading: reading('MENTION_MISSING'), decision: refused('MENTION_MISSING') },
    refused('MENTION_MISSING'),
  ],
  [
    'a text that a person approved keeps that',
    late,
    { category: 'informative', reading: reading('CATEGORY_DOUBTFUL') },
    { verdict: 'cleared', code: null },
  ],
  [
    'a text that a person was asked about stays so where another pack asks about it too',
    askingNobody,
    { category: 'informative', reading: reading('CATEGORY_DOUBTFUL'), decision: refused('REVIEW_NEEDED') },
    refused('REVIEW_NEEDED'),
  ],
  [
    'a text that a person must read stays so',
    late,
    { category: 'informative', reading: reading('CATEGORY_DOUBTFUL'), decision: refused('REVIEW_NEEDED') },
    refused('REVIEW_NEEDED'),
  ],
  [
    'a new sector changes nothing for a text refused as too long',
    { ...newSector, maxParts: { default: 1, hard: 1 } },
    { reading: reading('TEXT_TOO_LONG'), decision: refused('TEXT_TOO_LONG') },
    refused('TEXT_TOO_LONG'),
  ],
  [
    'sectors that are ruled no more change nothing for a text of none',
    noSectors,
    {},
    { verdict: 'cleared', code: null },
  ],
])('%s', (_, pack, message, now) => {
  expect(replayMessage(past(message), pack, FR)).toEqual({ now });
});

test('sender rules and scope of opt-outs concern one kind of message only', () => {
  const asBefore = { now: { verdict: 'cleared', code: null } };
  expect(replayMessage(past({ category: 'informative' }), namedInText, FR)).toEqual(asBefore);
  expect(replayMessage(past({}), revokeAll, FR)).toEqual(asBefore);
});

test.each<[string, RulePack, Past, string]>([
  ['a text that no pack read', FR, { reading: undefined as never, decision: refused('PACK_MISSING') }, 'TEXT_NOT_READ'],
  ['a new sector', newSector, {}, 'SECTORS_NOT_KEPT'],
  [
    'a sector that was banned and is no more',
    noSectors,
    { reading: reading('SECTOR_BANNED'), decision: refused('SECTOR_BANNED') },
    'SECTORS_NOT_KEPT',
  ],
  ['a mention of another form', newCodes, {}, 'MENTION_NOT_KEPT'],
  ['names that must be registered', namesAlone, { category: 'informative' }, 'SENDER_NOT_KEPT'],
  ['a name that must stand in the text', namedInText, {}, 'SENDER_NOT_KEPT'],
  ['opt-outs that reach all messages', revokeAll, { category: 'informative' }, 'OPT_OUTS_NOT_KEPT'],
  [
    'a text that was too long and is no more',
    { ...FR, maxParts: { default: 8, hard: 8 } },
    { reading: reading('TEXT_TOO_LONG'), decision: refused('TEXT_TOO_LONG') },
    'STANDING_NOT_KEPT',
  ],
  [
    'a text that a person was asked about, and is no more',
    askingNobody,
    {
      category: 'informative',
      reading: reading('CATEGORY_DOUBTFUL'),
      decision: { trust: { standing: 'usual', rightTexts: 9, askFrom: SCORE } },
    },
    'REVIEW_NOT_KEPT',
  ],
  ['hours that never opened', late, { decision: refused('WINDOW_NEVER_OPENS') }, 'OWN_HOURS_NOT_KEPT'],
  ['a cap that was not there then', capped, {}, 'CAP_NOT_KEPT'],
  ['a consent that was erased', FR, { consent: undefined as never }, 'CONSENT_ERASED'],
  [
    'a message that waited for its sender’s own instant',
    FR,
    { decision: { ...heldAt(MORNING), window: { open: true, closesAt: EVENING, nextOpening: 0, timeZones: [] } } },
    'NOT_BEFORE_NOT_KEPT',
  ],
])('reports that %s cannot be replayed', (_, pack, message, code) => {
  expect(replayMessage(past(message), pack, FR)).toEqual({ notReplayed: code });
});

test('a message whose pack is no longer loaded cannot be replayed', () => {
  expect(replayMessage(past({}), FR, undefined)).toEqual({ notReplayed: 'RULES_THEN_UNKNOWN' });
});
