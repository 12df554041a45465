import type { TextReading } from '../../rules/text/text-reading';
import { type Declared, reviewKeys } from './text-review';

const DECLARED: Declared = { advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01', category: 'informative' };
const CAMPAIGN = { campaignId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a50' };

function keys(declared: Partial<Declared> = {}, text = 'marie', ...codes: string[]) {
  const signals = (codes.length > 0 ? codes : ['NO_RELATION', 'SELLING_WORD']).map((code) => ({
    code,
    weight: code === 'TRANSACTION' ? -2 : 2,
    evidence: text,
  }));
  const category = { signals, score: 3 };
  const reading = { textHash: `sha256-${text}`, template: 'sha256-t', category } as unknown as TextReading;
  return reviewKeys({ ...DECLARED, ...declared }, reading);
}

test('without a campaign, only an identical text shares the review', () => {
  expect(keys().groupKey).toBe(keys().textKey);
  expect(keys()).toEqual(keys());
  expect(keys({}, 'paul').textKey).not.toBe(keys().textKey);
});

test('texts of one template share a review in any campaign', () => {
  expect(keys(CAMPAIGN, 'paul').templateKey).toBe(keys().templateKey);
  expect(keys().templateKey).not.toBe(keys().textKey);
});

test('texts of a campaign share a review, whatever they say', () => {
  expect(keys(CAMPAIGN, 'paul').groupKey).toBe(keys(CAMPAIGN).groupKey);
  expect(keys(CAMPAIGN, 'paul').textKey).not.toBe(keys(CAMPAIGN).textKey);
  expect(keys(CAMPAIGN, 'paul', 'SELLING_WORD', 'NO_RELATION').groupKey).toBe(keys(CAMPAIGN).groupKey);
  expect(keys(CAMPAIGN).textKey).toBe(keys().textKey);
});

test('kinds are the signals for an advert, each once', () => {
  expect(keys({}, 'marie', 'PRICE', 'TRANSACTION', 'GOODS', 'PRICE').kinds).toEqual(['GOODS', 'PRICE']);
});

test.each([
  { it: 'another advertiser', other: keys({ ...CAMPAIGN, advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a02' }) },
  { it: 'another declared category', other: keys({ ...CAMPAIGN, category: 'service' }) },
  {
    it: 'a group of another advertiser',
    other: keys({
      ...CAMPAIGN,
      campaignId: undefined,
      group: CAMPAIGN.campaignId,
      advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a02',
    }),
  },
])('$it shares nothing', ({ other }) => {
  const own = keys(CAMPAIGN);
  expect([other.textKey, other.templateKey, other.groupKey]).not.toEqual(
    expect.arrayContaining([
      expect.stringMatching(new RegExp(`^(${own.textKey}|${own.templateKey}|${own.groupKey})$`)),
    ]),
  );
});

test('texts of one group share a decision, whatever their words; a group is not a campaign of that name', () => {
  const ofGroup = (group: string, name?: string) => keys({ group }, name).groupKey;
  expect(ofGroup('reminders')).toBe(ofGroup('reminders', 'louise'));
  expect(ofGroup('reminders')).not.toBe(ofGroup('receipts'));
  expect(ofGroup(CAMPAIGN.campaignId)).not.toBe(keys(CAMPAIGN).groupKey);
  expect(ofGroup('a\nNO_RELATION')).not.toBe(ofGroup('a'));
});

test.each([
  { it: 'another campaign', other: keys({ campaignId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a51' }) },
  { it: 'another doubt', other: keys(CAMPAIGN, 'marie', 'NO_RELATION', 'FOREIGN_LINK') },
  { it: 'one more of the same doubt', other: keys(CAMPAIGN, 'marie', 'NO_RELATION', 'SELLING_WORD', 'SELLING_WORD') },
])('$it is another group', ({ other }) => {
  expect(other.groupKey).not.toBe(keys(CAMPAIGN).groupKey);
});
