import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { faultFields } from './push-fault.schema';

const AT = '2026-11-25T10:00:00.000Z';

const push = z
  .strictObject({
    source: z.string().describe('Name of the system in OPT_OUT_SOURCES_FILE.'),
    wanted: z
      .enum(['out', 'lifted'])
      .describe('Change to record in the system: the opt-out (`out`) or its end (`lifted`).'),
    state: z
      .enum(['pending', 'pushed', 'there', 'absent', 'lifted', 'failed'])
      .describe(
        'State of the push. `there`: the system already had the opt-out. `absent`: no contact in the system has the number. `failed`: given up, or erased.',
      ),
    happenedAt: instantAnswer.describe('Time of the opt-out, or of the return.'),
    queuedAt: instantAnswer,
    endedAt: instantAnswer.exactOptional().describe('Time at which the push ended. Absent while it waits.'),
    ...faultFields('Fault of the last attempt.'),
  })
  .meta({ id: 'PersonsPush' });

export class PersonsPushesAnswer extends answer(z.strictObject({ items: z.array(push) }), {
  items: [{ source: 'brevo-lorane', wanted: 'out', state: 'pushed', happenedAt: AT, queuedAt: AT, endedAt: AT }],
}) {}
