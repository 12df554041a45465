import type { SmsRequested } from '@stopsms/contracts';
import type { TextReading } from '../deciding/text-reading';
import { textReview } from './text-review';

const REQUEST: SmsRequested = {
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a99',
  advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  category: 'informative',
  to: '+33639980001',
  text: 'Bonjour Marie, votre conseiller vous attend.',
};
const CAMPAIGN = { campaignId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a50' };

function keys(request: Partial<SmsRequested> = {}, text = 'marie', ...codes: string[]) {
  const signals = (codes.length > 0 ? codes : ['NO_RELATION', 'SELLING_WORD']).map((code) => ({
    code,
    evidence: text,
  }));
  const reading = { textHash: `sha256-${text}`, category: { signals } } as unknown as TextReading;
  return textReview({ ...REQUEST, ...request }, reading, '');
}

test('without a campaign only the very same text is reviewed together', () => {
  expect(keys().groupKey).toBe(keys().textKey);
  expect(keys({ id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a98', to: '+33639980002' })).toEqual(keys());
  expect(keys({}, 'paul').textKey).not.toBe(keys().textKey);
});

test('the texts of a campaign are reviewed together whatever names are in them', () => {
  expect(keys(CAMPAIGN, 'paul').groupKey).toBe(keys(CAMPAIGN).groupKey);
  expect(keys(CAMPAIGN, 'paul').textKey).not.toBe(keys(CAMPAIGN).textKey);
  expect(keys(CAMPAIGN, 'paul', 'SELLING_WORD', 'NO_RELATION').groupKey).toBe(keys(CAMPAIGN).groupKey);
  expect(keys(CAMPAIGN).textKey).toBe(keys().textKey);
});

test.each([
  { it: 'another campaign', other: keys({ campaignId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a51' }) },
  { it: 'another advertiser', other: keys({ ...CAMPAIGN, advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a02' }) },
  { it: 'another declared category', other: keys({ ...CAMPAIGN, category: 'marketing' }) },
  { it: 'another doubt', other: keys(CAMPAIGN, 'marie', 'NO_RELATION', 'FOREIGN_LINK') },
  { it: 'one more of the same doubt', other: keys(CAMPAIGN, 'marie', 'NO_RELATION', 'SELLING_WORD', 'SELLING_WORD') },
])('$it is reviewed apart', ({ other }) => {
  expect(other.groupKey).not.toBe(keys(CAMPAIGN).groupKey);
});
