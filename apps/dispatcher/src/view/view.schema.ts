import { answer } from '@stopsms/http';
import { z } from 'zod';

export class ViewAnswer extends answer(
  z.strictObject({
    entries: z.int(),
    bytes: z.int(),
    ready: z.boolean(),
    problem: z.string().exactOptional().describe('Reason why adverts wait.'),
    offsets: z.record(z.string(), z.string()).describe('Next offset by partition.'),
    heartbeatAgeMs: z.number().nullable(),
    snapshot: z.strictObject({
      restored: z.boolean(),
      reason: z.string().exactOptional(),
      writtenAt: z.iso.datetime().exactOptional(),
    }),
  }),
  {
    entries: 1_204_311,
    bytes: 16_777_216,
    ready: true,
    offsets: { '0': '104220', '1': '99871' },
    heartbeatAgeMs: 412,
    snapshot: { restored: true, writtenAt: '2026-11-25T10:00:00.000Z' },
  },
) {}
