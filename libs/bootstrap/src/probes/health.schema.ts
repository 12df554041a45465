import { answer } from '@stopsms/http';
import { z } from 'zod';

/** Further members differ from part to part. */
const part = z.looseObject({ status: z.enum(['up', 'down']) });
const parts = z.record(z.string(), part);
/** A missing part is undefined in code. */
const someParts = z.record(z.string(), part.optional());

export class HealthAnswer extends answer(
  z.strictObject({
    status: z.enum(['ok', 'error', 'shutting_down']),
    info: someParts.optional().describe('Dependencies that are up.'),
    error: someParts.optional().describe('Dependencies that are down.'),
    details: parts.describe('All dependencies.'),
  }),
  { status: 'ok', info: { kafka: { status: 'up' } }, error: {}, details: { kafka: { status: 'up' } } },
) {}
