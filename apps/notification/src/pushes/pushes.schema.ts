import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { faultFields } from './push-fault.schema';

const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';

const pushed = z
  .strictObject({
    source: z.string().describe('name of the system in OPT_OUT_SOURCES_FILE'),
    vendor: z.string(),
    advertisers: z.array(z.string()).describe('whose account it is: only an opt-out from all of them is pushed'),
    liftReturns: z.boolean().describe('whether what was pushed is lifted there once the person returns'),
    pending: z.int().describe('not taken yet'),
    oldestPendingAt: instantAnswer.exactOptional(),
    ...faultFields('of the one that has waited longest'),
    pushed: z.int().describe('opted out there by us'),
    there: z.int().describe('opted out there before us'),
    absent: z.int().describe('no contact there has the number; of the last 30 days'),
    lifted: z.int().describe('lifted there after a return; of the last 30 days'),
    failed: z.int().describe('given up after a week, or erased; of the last 30 days'),
  })
  .meta({ id: 'OptOutPushes' });

export class PushesAnswer extends answer(z.strictObject({ items: z.array(pushed) }), {
  items: [
    {
      ...{ source: 'brevo-lorane', vendor: 'brevo', advertisers: [ADVERTISER_ID], liftReturns: false },
      ...{ pending: 0, pushed: 812, there: 40, absent: 3, lifted: 0, failed: 0 },
    },
  ],
}) {}
