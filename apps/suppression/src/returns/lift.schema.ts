import { answer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, EPISODE_ID } from '../http-parts/examples';

export class LiftedAnswer extends answer(
  z.strictObject({
    id: z.string(),
    scope: z.string(),
    by: z.string().describe('whose key it was'),
    stillBlocked: z
      .boolean()
      .describe(
        'the person is out now all the same: of every advertiser as well, which stays, and gets no SMS; or of this one by a later STOP, where the same request was made before',
      ),
  }),
  { id: EPISODE_ID, scope: ADVERTISER_ID, by: 'anne', stillBlocked: false },
) {}
