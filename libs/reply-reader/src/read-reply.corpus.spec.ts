import { loadReplies, misses } from './fixtures/load-replies';
import { readingByRules } from './fixtures/reading-by-rules';
import { readReply } from './read-reply';

const rows = loadReplies('stop-replies.tsv');

test('the corpus is whole', () => {
  expect(rows).toHaveLength(273);
});

test('every keyword reply of the corpus is read as exact', () => {
  expect(
    misses(
      rows.filter(({ expect }) => expect === 'exact'),
      readReply,
    ),
  ).toEqual([]);
});

test('no reply without a request opts out unseen', () => {
  const innocent = rows.filter(({ expect }) => expect === 'none');
  expect(misses(innocent, readReply).filter((line) => / read (?:exact|clear) /.test(line))).toEqual([]);
});

test('an insult without a request is flagged, here and only here', () => {
  const flagged = rows.filter(({ text, country, expect }) => expect === 'none' && readReply(text, country).flag);
  expect(flagged.map(({ why }) => why)).toEqual(['insult without request; flag', 'insult without request; flag']);
});

test('the rules read at least 99 % of the corpus as labelled', () => {
  const wrong = misses(rows, readingByRules);
  expect({ right: (rows.length - wrong.length) / rows.length >= 0.99, wrong }).toMatchObject({ right: true });
});
