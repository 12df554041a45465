import { answer } from '@stopsms/http';
import { z } from 'zod';

const provider = z
  .strictObject({
    name: z.string(),
    bound: z.int().describe('connections that are up, out of `connections`'),
    connections: z.int(),
    unanswered: z.int().describe('submits that the operator has not answered'),
    window: z.int().describe('maximum of unanswered submits'),
    rate: z.number().describe('current rate, submits a second'),
    ratePerSecond: z.number().describe('agreed maximum, submits a second'),
    circuit: z.enum(['closed', 'open', 'half-open']),
    waiting: z
      .strictObject({ service: z.int(), informative: z.int(), marketing: z.int() })
      .describe('parts that wait, by lane'),
    problem: z.string().exactOptional().describe('cause and remedy, when there is a problem'),
  })
  .meta({ id: 'Provider' });

export class ProvidersAnswer extends answer(z.strictObject({ items: z.array(provider) }), {
  items: [
    {
      name: 'default',
      bound: 2,
      connections: 2,
      unanswered: 3,
      window: 20,
      rate: 100,
      ratePerSecond: 100,
      circuit: 'closed',
      waiting: { service: 0, informative: 0, marketing: 1_204 },
    },
  ],
}) {}
