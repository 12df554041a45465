import { loadReplies, misses } from './fixtures/load-replies';
import { readingByRules } from './fixtures/reading-by-rules';
import type { Tier } from './reading';

// Written for this reader in ten parts, each before the reader first saw it; what was then missed was learnt from.
// First sight, part by part: 96.6, 87.4, 92.7, 82.6 (attacks on known weaknesses), 95.8, 78.6 (odd corners), 89.0, 85.2,
// 93.5 and 92.1 %; together 90.2 % of 1,816. Of the rows labelled none, 8 were first read as clear.
const rows = loadReplies('own-replies.tsv');

test('no reply without a request opts out unseen', () => {
  const innocent = rows.filter(({ expect }) => expect === 'none');
  expect(innocent.length).toBeGreaterThan(400);
  expect(misses(innocent, readingByRules).filter((line) => / read (?:exact|clear) /.test(line))).toEqual([]);
});

test.each<[Tier, number]>([
  ['exact', 1],
  ['clear', 0.98],
  ['likely', 0.97],
  ['none', 0.98],
  ['contact', 0.95],
  ['help', 0.95],
  ['start', 0.95],
  ['report', 0.95],
])('of the replies labelled %s, at least %d are read so', (tier, floor) => {
  const labelled = rows.filter(({ expect }) => expect === tier);
  const wrong = misses(labelled, readingByRules);
  expect({ floorMet: 1 - wrong.length / labelled.length >= floor, wrong }).toMatchObject({ floorMet: true });
});

test('a request is never read as a wish to receive more', () => {
  const requests = rows.filter(({ expect }) => expect === 'exact' || expect === 'clear' || expect === 'likely');
  expect(requests.filter(({ text, country }) => readingByRules(text, country).tier === 'start')).toEqual([]);
});
