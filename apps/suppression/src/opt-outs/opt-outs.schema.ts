import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, EPISODE_ID, RECIPIENT_KEY } from '../http-parts/examples';

export const optOut = z
  .strictObject({
    recipientKey: z.string().describe('keyed hash of the number'),
    scope: z.string().describe('`*`, an advertiser id, or `<advertiser id>/<stream>`'),
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
          '`opted-out`, or `repeated` when it was there before; `state` says whether the person is out, who may have come back since the same request was made before',
        ),
    })
    .meta({
      id: 'ChangedOptOut',
    }),
  { ...OUT, source: 'api', change: 'opted-out' },
) {}
