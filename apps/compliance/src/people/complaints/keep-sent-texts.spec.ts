import type { Decided } from '../../rules/message';
import { sentTexts } from './keep-sent-texts';

const ADVERTISER = '01a22be6-3762-7a51-80b2-60f894ccb4cd';
const CAMPAIGN = '01a22be6-709b-7c78-9738-0b22065b93d0';

let people = 0;
/** Decision that clears a text, with only the fields that the code under test reads. */
const cleared = (text: string): Decided =>
  ({
    candidate: { request: { advertiserId: ADVERTISER, campaignId: CAMPAIGN } },
    recipient: { key: `person ${(people += 1)}` },
    outcome: { verdict: 'cleared', text, sender: 'Lorane' },
    at: 1,
  }) as unknown as Decided;

const single = (text: string): Decided => {
  const decided = cleared(text);
  const { campaignId: _, ...request } = decided.candidate.request;
  return { ...decided, candidate: { ...decided.candidate, request } };
};

const counts = (decisions: Decided[]) => sentTexts(decisions).map(({ recipientKeys }) => recipientKeys.length);

test('stores texts of a campaign that differ by a name as one', () =>
  expect(
    counts(
      ['Zoé', 'François', 'Inès'].map((name) =>
        cleared(`Lorane : bonjour ${name}, -20% ce samedi sur tout. STOP 36180`),
      ),
    ),
  ).toEqual([3]));

test('stores all different texts labelled with one campaign', () => {
  const advert = 'Lorane : -20% ce samedi sur tout le magasin. STOP 36180';
  const other = 'Gagnez un voyage aux Seychelles, rappelez vite le 0899 pour en savoir plus. STOP 36180';
  expect(counts([cleared(advert), cleared(other), cleared(advert), cleared(other)])).toEqual([2, 2]);
});

test('beyond the comparison limit, stores each text on its own, equal ones once', () => {
  const words = 'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => letter.repeat(30));
  const texts = sentTexts([...words, ...words].map((word) => cleared(word)));
  expect(texts).toHaveLength(26);
  expect(new Set(texts.map(({ recipientKeys }) => recipientKeys.length))).toEqual(new Set([2]));
});

test('without a campaign, stores each text, however similar', () =>
  expect(counts([single('Code de Zoé pour vous'), single('Code de Zoe pour vous !')])).toEqual([1, 1]));
