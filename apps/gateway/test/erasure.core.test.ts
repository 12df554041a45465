import { randomUUID } from 'node:crypto';
import { moReceived, optOutChanged } from '@stopsms/contracts';
import { eventually, keys, nextKeys } from '@stopsms/testing';
import { ADVERTISER, Bed, account } from './bed';

let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
  await bed.advertiser({ id: ADVERTISER, codes: ['36180'] });
  await bed.startWith([account({ id: 'shop' })]);
});
afterAll(() => bed.end());

async function text(from: string, recipientKey: string): Promise<void> {
  const value = {
    ...{ moId: randomUUID(), recipientKey, provider: 'simulator', from, to: '36180', text: 'bonjour' },
    receivedAt: Date.now(),
  };
  await bed.put(moReceived, [{ key: recipientKey, value }]);
}

const stored = async () =>
  (await bed.sql<{ msisdn: string }>('SELECT msisdn FROM reply_text ORDER BY msisdn')).map(({ msisdn }) => msisdn);

async function erase(recipientKey: string): Promise<void> {
  const value = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: 'all', advertiserId: null, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.now() },
  } as const;
  await bed.put(optOutChanged, [{ key: recipientKey, value }]);
}

test('an erasure deletes the replies of its recipient, and after a change of the secret all from before it', async () => {
  const [ANNA, BEA, CLEA, DORA] = ['+33639980001', '+33639980002', '+33639980003', '+33639980004'] as const;
  await Promise.all([ANNA, BEA, CLEA].map((number) => text(number, keys.keyOf(number))));
  await text(DORA, nextKeys.keyOf(DORA));
  await eventually('the replies are stored', async () => (await stored()).length === 4);
  await erase(keys.keyOf(ANNA));
  await eventually('her replies are deleted', async () => (await stored()).join() === [BEA, CLEA, DORA].join());
  await erase(nextKeys.keyOf(BEA));
  await eventually('replies with earlier keys are deleted', async () => (await stored()).join() === DORA);
});
