import { loadReplies, misses } from './fixtures/load-replies';
import { readingByRules } from './fixtures/reading-by-rules';

// Replies written and labelled before the reader saw any of them, so that the first run shows what to expect of replies to
// come. A and B are the halves of one set, split at random; A was learnt from, of B 11 rows. `more` are attacks on what A
// had shown to be weak, learnt from. C was written when all learning was done; only its 5 worst errors were then mended.
// First sight: A 93.3, B 93.9, more 84.8, C 92.4 %.
// The voices were written by eight hands who knew nothing of the reader: four were learnt from, the mistakes of a fifth were looked at
// twice, and of the last three only figures were looked at (docs/reading-texts.md). First sight: learn 82.0, tune 84.0, sealed 87.6 %.
// The week was written by a ninth hand that had read docs/design/replies.md#what-decides and the rest; its mistakes were looked at, and the kinds are 120 replies
// written to the kinds of these mistakes, half of them innocent, before the reader was changed. First sight: week 95.0 % (5 of 83 clear
// requests unclassified), kinds 70.8 % (21 of 52 unclassified, one innocent read as a request). What they were then mended by is no measure.
const SETS = {
  A: loadReplies('blind-a.tsv'),
  B: loadReplies('blind-b.tsv'),
  C: loadReplies('blind-c.tsv'),
  more: loadReplies('more-replies.tsv'),
  learn: loadReplies('voices-learn.tsv'),
  tune: loadReplies('voices-tune.tsv'),
  sealed: loadReplies('voices-sealed.tsv'),
  week: loadReplies('week-replies.tsv'),
  kinds: loadReplies('kinds-replies.tsv'),
};

describe.each([
  ['A', SETS.A, 0.97, 0.005],
  ['B', SETS.B, 0.95, 0.005],
  ['C', SETS.C, 0.93, 0.005],
  ['more', SETS.more, 0.95, 0.005],
  ['voices learn', SETS.learn, 0.97, 0.005],
  ['voices tune', SETS.tune, 0.95, 0.005],
  ['voices sealed', SETS.sealed, 0.87, 0.035],
  ['week', SETS.week, 0.98, 0.005],
  ['kinds', SETS.kinds, 0.97, 0.005],
] as const)('of the blind replies %s', (_, rows, floor, lostAtMost) => {
  test(`at least ${floor} are read as labelled`, () => {
    const wrong = misses(rows, readingByRules);
    expect({ floorMet: 1 - wrong.length / rows.length >= floor, wrong }).toMatchObject({ floorMet: true });
  });

  test('every keyword alone is exact', () => {
    const missed = rows.filter(
      ({ text, country, expect }) => expect === 'exact' && readingByRules(text, country).tier !== 'exact',
    );
    expect(missed).toEqual([]);
  });

  test('a plain request to stop is read as one', () => {
    const lost = rows.filter(
      ({ text, country, expect }) =>
        (expect === 'exact' || expect === 'clear') &&
        !['exact', 'clear', 'likely'].includes(readingByRules(text, country).tier),
    );
    expect(lost.length / rows.length).toBeLessThan(lostAtMost);
  });

  test('none without a request opts out unseen', () => {
    const worst = rows.filter(
      ({ text, country, expect }) =>
        expect === 'none' && ['exact', 'clear'].includes(readingByRules(text, country).tier),
    );
    expect(worst).toEqual([]);
  });
});
