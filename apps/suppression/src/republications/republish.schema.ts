import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { AT, EPISODE_ID } from '../http-parts/examples';

export class RepublicationAnswer extends answer(
  z.strictObject({
    id: z.string(),
    state: z.enum(['under-way', 'finished']),
    requestedBy: z.string(),
    reason: z.string(),
    startedAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
    optOuts: z.number().describe('Number of opt-outs published so far.'),
    numberStates: z.number().describe('Number of number states published so far.'),
  }),
  {
    id: EPISODE_ID,
    state: 'under-way',
    requestedBy: 'anne',
    reason: 'partition 3 was lost',
    startedAt: AT,
    finishedAt: null,
    optOuts: 1_000,
    numberStates: 0,
  },
) {}
export class LatestRepublicationAnswer extends answer(
  RepublicationAnswer.schema.partial().extend({
    state: z
      .enum(['none', 'under-way', 'finished'])
      .describe('State of the republication. With `none`, there was never one, and the response has no other field.'),
  }),
  { state: 'none' },
) {}
