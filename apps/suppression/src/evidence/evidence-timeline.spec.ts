import { timelineOf } from './evidence-timeline';
import { countIn, wordsIn } from './evidence-words';
import type { PersonRecord } from './person-record';

const AT = '2026-11-21T10:00:00.000Z';
const ADVERTISER = '019aaa10-0000-7000-8000-000000000001';

const RECORD = {
  optOuts: [],
  changes: [{ change: 'opted-out', scope: ADVERTISER, source: 'sms', reason: null, by: null, at: AT }],
  consents: [
    {
      ...{ id: 'c1', advertiserId: ADVERTISER, grantedAt: '2026-11-01T10:00:00.000Z', source: 'shop', wording: 'Oui' },
      ...{ status: 'withdrawn', chain: [{ status: 'withdrawn', at: AT }] },
    },
  ],
  messages: [
    { id: 'm2', state: 'delivered', createdAt: AT, optedOut: false, timeline: [{ at: AT, event: 'delivered' }] },
  ],
  replies: [
    {
      ...{ id: 'r1', channel: 'sms', code: '36180', text: 'STOP', tier: 'exact', reason: '', advertiserIds: [] },
      receivedAt: '2026-11-21T10:00:00.400Z',
    },
  ],
  confirmations: [{ messageId: 'm2', text: 'c’est note', state: 'submitted', at: AT }],
  pushes: [],
  complaints: [],
  contacts: [],
  erasures: [],
  number: { state: 'no-failure-known' },
  cut: [],
} as unknown as PersonRecord;

test('within a second the STOP comes before the opt-out, and the confirmation is listed once with its latest state', () => {
  expect(timelineOf(RECORD, wordsIn('fr'), () => 'Lorane').map(({ words }) => words)).toEqual([
    'Consentement donné à Lorane (origine : shop) : « Oui »',
    'Réponse au 36180 « STOP » lue comme « STOP, mot pour mot »',
    'Désinscription pour Lorane : la personne a répondu STOP par SMS',
    'Consentement à Lorane retiré',
    'Réponse de la plateforme « c’est note » : remis au téléphone',
  ]);
});

test.each([
  { language: 'fr', counts: ['0 plainte', '1 plainte', '2 plaintes'] },
  { language: 'en', counts: ['0 complaints', '1 complaint', '2 complaints'] },
] as const)('counts in $language', ({ language, counts }) => {
  expect([0, 1, 2].map((count) => countIn(wordsIn(language), 'complaints', count))).toEqual(counts);
});
