import { loadReplies, misses } from './fixtures/load-replies';
import { readReply } from './read-reply';

const rows = loadReplies('stop-replies.tsv');

test('the corpus is whole', () => {
  expect(rows).toHaveLength(273);
});

describe('every keyword reply of the corpus is read as exact', () => {
  test.each(rows.filter(({ expect }) => expect === 'exact'))('line $line, $country: $why', ({ text, country }) => {
    expect(readReply(text, country).tier).toBe('exact');
  });
});

describe('no reply without a request opts out unseen', () => {
  test.each(rows.filter(({ expect }) => expect === 'none'))('line $line, $country: $why', ({ text, country }) => {
    expect(['exact', 'clear']).not.toContain(readReply(text, country).tier);
  });
});

test('an insult without a request is flagged, here and only here', () => {
  const flagged = rows.filter(({ text, country, expect }) => expect === 'none' && readReply(text, country).flag);
  expect(flagged.map(({ why }) => why)).toEqual(['insult without request; flag', 'insult without request; flag']);
});

test('at least 99 % of the corpus is read as labelled', () => {
  const wrong = misses(rows, readReply);
  expect({ right: (rows.length - wrong.length) / rows.length >= 0.99, wrong }).toMatchObject({ right: true });
});
