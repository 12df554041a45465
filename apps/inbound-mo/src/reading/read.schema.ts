import { answer } from '@stopsms/http';
import { z } from 'zod';
import { TIERS } from '@stopsms/reply-reader';

const weighedWord = z.strictObject({
  word: z.string(),
  weight: z.number().describe('log-odds of a request to stop that it adds; what it takes is negative'),
});

export class ReadAnswer extends answer(
  z.strictObject({
    tier: z.enum(TIERS).describe('how sure it is, and what it is'),
    reason: z.string(),
    keyword: z.string().exactOptional(),
    waits: z
      .enum(['request', 'start'])
      .exactOptional()
      .describe(
        'a person would decide whether it asks to stop (`request`; adverts wait), or to receive texts again (`start`)',
      ),
    unread: z.literal(true).exactOptional().describe('where `waits` is `request`'),
    certainty: z
      .int()
      .min(0)
      .max(100)
      .exactOptional()
      .describe('that it asks to stop, in percent; absent where the rules alone decide'),
    words: z
      .strictObject({ speakFor: z.array(weighedWord), speakAgainst: z.array(weighedWord) })
      .exactOptional()
      .describe('words that move the weights most, strongest first; absent where the form of the reply decides'),
    about: z.literal('wrong-person').exactOptional(),
  }),
  { tier: 'clear', reason: 'the stop word "arrêtez" and nothing else', keyword: 'arrêtez' },
) {}
