import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { faultFields } from './push-fault.schema';

const AT = '2026-11-25T10:00:00.000Z';

const push = z
  .strictObject({
    source: z.string().describe('name of the system in OPT_OUT_SOURCES_FILE'),
    wanted: z.enum(['out', 'lifted']).describe('what the system was to record: the opt-out, or its end'),
    state: z
      .enum(['pending', 'pushed', 'there', 'absent', 'lifted', 'failed'])
      .describe(
        'there: opted out there before us; absent: no contact there has the number; failed: given up, or erased',
      ),
    happenedAt: instantAnswer.describe('of the opt-out, or of the return'),
    queuedAt: instantAnswer,
    endedAt: instantAnswer.exactOptional().describe('absent while it waits'),
    ...faultFields('of the last attempt'),
  })
  .meta({ id: 'PersonsPush' });

export class PersonsPushesAnswer extends answer(z.strictObject({ items: z.array(push) }), {
  items: [{ source: 'brevo-lorane', wanted: 'out', state: 'pushed', happenedAt: AT, queuedAt: AT, endedAt: AT }],
}) {}
