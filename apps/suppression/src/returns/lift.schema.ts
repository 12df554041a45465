import { answer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, EPISODE_ID } from '../http-parts/examples';

export class LiftedAnswer extends answer(
  z.strictObject({
    id: z.string(),
    scope: z.string(),
    by: z.string().describe('Name of the API key or person that lifted the opt-out.'),
    stillBlocked: z
      .boolean()
      .describe(
        'True if the person is still opted out: of all advertisers, which stays in force and sends no SMS, or, for a repeated request, of this advertiser by a later STOP.',
      ),
  }),
  { id: EPISODE_ID, scope: ADVERTISER_ID, by: 'anne', stillBlocked: false },
) {}
