import { loadReplies, misses } from './fixtures/load-replies';
import { readingByRules } from './fixtures/reading-by-rules';
import { readReply } from './read-reply';
import { optsOut } from './reading';

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

test('the rules read at least 99 % of the corpus as labelled', () => {
  const wrong = misses(rows, readingByRules);
  expect({ right: (rows.length - wrong.length) / rows.length >= 0.99, wrong }).toMatchObject({ right: true });
});

test('the weights opt nobody out who asks for nothing, and silence no request', () => {
  const innocent = rows.filter(({ expect }) => expect === 'none');
  expect(innocent.filter(({ text, country }) => optsOut(readReply(text, country).tier))).toEqual(
    innocent.filter(({ text, country }) => optsOut(readingByRules(text, country).tier)),
  );
  const requests = rows.filter(({ expect }) => expect === 'exact' || expect === 'clear');
  const silent = requests.filter(({ text, country }) => {
    const { tier, waits } = readReply(text, country);
    return !optsOut(tier) && waits !== 'request';
  });
  expect(silent).toEqual([]);
});
