import { join } from 'node:path';

import { readReply } from '@stopsms/reply-reader';
import { PACKS, readPacks } from './read-packs';

const OPT_OUTS = ['exact', 'clear', 'likely'];

// Two services hold a part of the truth: the pack says which words count, the reader of replies makes them count.
test('every stop word that a pack names is read as an opt-out in its country', async () => {
  const packs = await readPacks(join(__dirname, '../../../..', PACKS));
  const words = packs.flatMap(({ country, stop_words: { words: all } }) =>
    ['STOP', ...all].map((word) => ({ country, word })),
  );
  expect(words.length).toBeGreaterThan(60);
  expect(words.filter(({ country, word }) => !OPT_OUTS.includes(readReply(word, country).tier))).toEqual([]);
});
