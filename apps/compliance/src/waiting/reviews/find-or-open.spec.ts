import { examplesOf } from './find-or-open';
import type { ReviewKeys } from './text-review';

const text = (textKey: string, more: Partial<ReviewKeys> = {}): { keys: ReviewKeys } => ({
  keys: { textKey, groupKey: textKey, kinds: ['PRICE'], score: 3, ...more },
});
const named = (texts: { keys: ReviewKeys }[]): string[] => examplesOf(texts).map(({ keys }) => keys.textKey);

test.each([
  { it: 'the same text once', texts: [text('a'), text('a')], read: ['a'] },
  { it: 'every text that has nothing in common', texts: [text('b'), text('a')], read: ['a', 'b'] },
  {
    it: 'of a campaign the text that is most of an advert',
    texts: [text('a', { groupKey: 'c' }), text('b', { groupKey: 'c', score: 4 })],
    read: ['b'],
  },
  {
    it: 'of a template the text that is most of an advert',
    texts: [text('a', { templateKey: 't' }), text('b', { templateKey: 't', score: 4 })],
    read: ['b'],
  },
  {
    it: 'of a template the text of most kinds, which those of fewer kinds share',
    texts: [text('a', { templateKey: 't', score: 9 }), text('b', { templateKey: 't', kinds: ['GOODS', 'PRICE'] })],
    read: ['b'],
  },
  {
    it: 'of a template each text with a kind that no other has',
    texts: [text('a', { templateKey: 't' }), text('b', { templateKey: 't', kinds: ['GOODS'] })],
    read: ['a', 'b'],
  },
])('requires a review of $it', ({ texts, read }) => {
  expect(named(texts)).toEqual(read);
  expect(named([...texts].reverse())).toEqual(read);
});
