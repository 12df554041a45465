import { answer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, KEY_ID } from '../../http-parts/examples';

const account = z.strictObject({
  id: z.guid(),
  name: z.string(),
  legalName: z.string(),
  registration: z.string().exactOptional(),
  createdAt: z.iso.datetime(),
});
const LORANE = { id: ADVERTISER_ID, name: 'Lorane', legalName: 'Lorane SAS', createdAt: AT };

export class UndecidedEntitiesAnswer extends answer(
  z.strictObject({
    count: z.int().describe('Number of all undecided pairs.'),
    items: z.array(
      z.strictObject({
        sameBy: z.enum(['registration', 'legalName']),
        accounts: z.array(account).describe('The two accounts, older first.'),
      }),
    ),
  }),
  {
    count: 1,
    items: [
      { sameBy: 'legalName', accounts: [LORANE, { ...LORANE, id: KEY_ID, name: 'Lorane Sud', legalName: 'LORANE' }] },
    ],
  },
) {}
