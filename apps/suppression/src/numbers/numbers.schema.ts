import { answer } from '@stopsms/http';
import { z } from 'zod';

export const number = z
  .strictObject({
    state: z.enum(['no-failure-known', 'unreachable', 'suspended', 'invalid']),
    explanation: z.string(),
    unfit: z
      .array(z.enum(['marketing', 'informative', 'service']))
      .describe('Categories of messages that should not be sent to the number.'),
    since: z.iso.datetime().exactOptional(),
    lastFailureAt: z.iso.datetime().exactOptional(),
    evidence: z
      .strictObject({
        messageId: z.string(),
        provider: z.string(),
        stat: z.string(),
        error: z.string().exactOptional(),
      })
      .exactOptional(),
  })
  .meta({ id: 'NumberState' });
export const NO_FAILURE = {
  state: 'no-failure-known' as const,
  explanation: 'No failed delivery speaks against this number.',
  unfit: [],
};

export class NumberAnswer extends answer(number, NO_FAILURE) {}
