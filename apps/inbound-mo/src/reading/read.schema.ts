import { answer } from '@stopsms/http';
import { z } from 'zod';
import { TIERS } from '@stopsms/reply-reader';

const weighedWord = z.strictObject({
  word: z.string(),
  weight: z.number().describe('Log-odds that the word adds to an opt-out; negative if it speaks against.'),
});

export class ReadAnswer extends answer(
  z.strictObject({
    tier: z.enum(TIERS).describe('Meaning of the reply and how certain it is.'),
    reason: z.string(),
    keyword: z.string().exactOptional(),
    unclassified: z
      .enum(['request', 'start'])
      .exactOptional()
      .describe(
        'Present if a person would have to decide: `request` for a possible opt-out (adverts wait), `start` for a possible request to receive texts again.',
      ),
    certainty: z
      .int()
      .min(0)
      .max(100)
      .exactOptional()
      .describe('Certainty that the reply is an opt-out, in percent. Absent if rules alone decide.'),
    words: z
      .strictObject({ speakFor: z.array(weighedWord), speakAgainst: z.array(weighedWord) })
      .exactOptional()
      .describe('Words with the largest weights, strongest first. Absent if the form of the reply decides.'),
    about: z.literal('wrong-person').exactOptional(),
  }),
  { tier: 'clear', reason: 'the stop word "arrêtez" and nothing else', keyword: 'arrêtez' },
) {}
