import { answer } from '@stopsms/http';
import { z } from 'zod';

const provider = z
  .strictObject({
    name: z.string(),
    bound: z.int().describe('Connections in the bound state, out of `connections`.'),
    connections: z.int(),
    unanswered: z.int().describe('Submits that the operator has not acknowledged.'),
    window: z.int().describe('Maximum number of unacknowledged submits.'),
    rate: z.number().describe('Current rate in submits per second.'),
    ratePerSecond: z.number().describe('Agreed maximum rate in submits per second.'),
    circuit: z.enum(['closed', 'open', 'half-open']),
    waiting: z
      .strictObject({ service: z.int(), informative: z.int(), marketing: z.int() })
      .describe('Segments that wait, by lane.'),
    problem: z.string().exactOptional().describe('Cause and remedy. Present if there is a problem.'),
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
