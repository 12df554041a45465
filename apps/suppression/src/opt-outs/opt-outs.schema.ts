import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, EPISODE_ID, RECIPIENT_KEY } from '../http-parts/examples';

export const optOut = z
  .strictObject({
    recipientKey: z.string().describe('Keyed hash of the phone number.'),
    scope: z.string().describe('`*`, an advertiser ID, or `<advertiser id>/<stream>`.'),
    state: z.enum(['out', 'back']),
    episodeId: z.string(),
    source: z.string(),
    evidenceId: z.string(),
    since: instantAnswer,
  })
  .meta({ id: 'OptOut' });
export const OUT = {
  recipientKey: RECIPIENT_KEY,
  scope: ADVERTISER_ID,
  state: 'out' as const,
  episodeId: EPISODE_ID,
  source: 'sms',
  evidenceId: EPISODE_ID,
  since: AT,
};

export class OptOutsAnswer extends answer(pageAnswer(optOut), { items: [OUT] }) {}
export class OptedOutAnswer extends answer(
  optOut
    .extend({
      change: z
        .string()
        .describe(
          '`opted-out`, or `repeated` if the same request was recorded before. `state` says whether the person is opted out now; the person may have returned since.',
        ),
    })
    .meta({
      id: 'ChangedOptOut',
    }),
  { ...OUT, source: 'api', change: 'opted-out' },
) {}
