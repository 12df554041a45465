import { answer } from '@stopsms/service-kit';
import { z } from 'zod';

const provider = z
  .strictObject({
    name: z.string(),
    bound: z.int().describe('connections that are up, of those wanted'),
    connections: z.int(),
    unanswered: z.int().describe('submits unanswered now'),
    window: z.int().describe('how many may be'),
    rate: z.number().describe('submits a second, now'),
    ratePerSecond: z.number().describe('and at most'),
    circuit: z.enum(['closed', 'open', 'half-open']),
    waiting: z
      .strictObject({ service: z.int(), informative: z.int(), marketing: z.int() })
      .describe('parts that wait for their turn'),
    problem: z.string().exactOptional().describe('what is wrong and what to do'),
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
