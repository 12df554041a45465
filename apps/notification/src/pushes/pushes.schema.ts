import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { faultFields } from './push-fault.schema';

const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';

const pushed = z
  .strictObject({
    source: z.string().describe('Name of the system in OPT_OUT_SOURCES_FILE.'),
    vendor: z.string(),
    advertisers: z
      .array(z.string())
      .describe('Advertisers that use the account. Only an opt-out from all of them is pushed.'),
    liftReturns: z.boolean().describe('True if a pushed opt-out is lifted in the system when the person returns.'),
    pending: z.int().describe('Number of pushes that wait.'),
    oldestPendingAt: instantAnswer.exactOptional(),
    ...faultFields('Fault of the push that has waited longest.'),
    pushed: z.int().describe('Number of opt-outs that the platform recorded in the system.'),
    there: z.int().describe('Number of opt-outs that the system already had.'),
    absent: z.int().describe('Number of opt-outs whose number no contact in the system has, in the last 30 days.'),
    lifted: z.int().describe('Number of opt-outs lifted in the system after a return, in the last 30 days.'),
    failed: z.int().describe('Number of pushes given up after a week, or erased, in the last 30 days.'),
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
