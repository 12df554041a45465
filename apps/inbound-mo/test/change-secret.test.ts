import { journal, replies } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { CHAIN, eventually, keys, nextKeys } from '@stopsms/testing';
import { Bed, newHandset, post, submitted } from './bed';

const CODE = '36180';
const HANDSETS = 20;

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.makeWith({ STOPSMS_RECIPIENT_SECRET: CHAIN });
});
afterAll(() => bed.end());

/** A handset whose earlier and present keys are in different partitions, as nearly all are. */
function movedHandset(): string {
  for (;;) {
    const handset = newHandset();
    const [before, after] = [keys, nextKeys].map((each) => partitionOf(journal, each.keyOf(handset)));
    if (before !== after) return handset;
  }
}

test('a STOP is for an advert that was submitted under the earlier key a moment before', async () => {
  const ended: Error[] = [];
  const first = await bed.startReady({}, (error) => ended.push(error));
  const [acme, beta] = [await bed.brand('Acme Mode', [CODE]), await bed.brand('Bêta', [CODE])];
  const handsets = Array.from({ length: HANDSETS }, movedHandset);
  await bed.statuses(handsets.map((handset) => submitted(handset, acme)));
  expect((await post(`${first.url}/v1/recipient-generation`, { generation: 1, by: 'anne' })).status).toBe(202);
  await eventually('it ends, to begin anew', () => ended.length > 0);
  await first.close();
  await bed.startReady();
  const read = await bed.values(replies);

  for (const handset of handsets) {
    await bed.begun([submitted(handset, beta)]);
    expect(await bed.operator.mo({ from: handset, to: CODE, text: 'STOP' })).toEqual([0]);
  }
  for (const handset of handsets) {
    const of = ({ recipientKey }: { recipientKey: string }) => recipientKey === nextKeys.keyOf(handset);
    const { advertisers } = await eventually('the reply is read', () => read.find(of));
    expect(advertisers.map(({ advertiserId }) => advertiserId).sort()).toEqual([acme.id, beta.id].sort());
  }
});
