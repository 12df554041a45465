import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady();
});
afterAll(() => bed.end());

const account = (more: Partial<Advertiser> = {}): Advertiser => ({
  ...{ id: randomUUID(), name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' },
  ...{ codes: ['36180'], linkHosts: [], createdAt: Date.now(), ...more },
});
const put = (...records: Advertiser[]) =>
  bed.put(
    advertisers,
    records.map((value) => ({ key: value.id, value })),
  );
/** An advert as compliance clears it while it knows no other account. */
const advertOf = ({ id }: Advertiser, to: string) => bed.cleared({ to, advertiserId: id, scopes: ['*', id] });
async function outcome(of: Advertiser, to: string) {
  const message = advertOf(of, to);
  await bed.adverts([message]);
  const { status, code } = await bed.ends(message.messageId);
  return { status, code };
}
const BLOCKED = { status: 'blocked', code: 'OPTED_OUT' };

/** Opts `to` out of an advertiser; resolves once the view has it. */
async function stopped(to: string, by: Advertiser) {
  await bed.optOut(bed.cleared({ to }).recipientKey, by.id);
  await eventually('the view has it', async () => (await outcome(by, to)).status === 'blocked');
}

it('blocks an advert of one account if the person has stopped another account of the same entity', async () => {
  const one = account();
  const other = account({ entityId: one.id });
  const [to, free] = [bed.nextHandset(), bed.nextHandset()];
  await put(other, one);
  await stopped(to, one);
  await eventually('the entity is known', async () => (await outcome(other, to)).status === 'blocked');
  expect(await outcome(other, to)).toEqual(BLOCKED);
  expect(await outcome(other, free)).toMatchObject({ status: 'submitted' });
  expect(await bed.inbox(free)).toHaveLength(1);
});

it('applies a join as soon as it is published, also to adverts cleared before', async () => {
  const [one, other] = [account(), account()];
  const to = bed.nextHandset();
  await put(one, other);
  await stopped(to, one);
  expect(await outcome(other, to)).toMatchObject({ status: 'submitted' });
  await put({ ...other, entityId: one.id });
  await eventually('the join is known', async () => (await outcome(other, to)).status === 'blocked');
});

it('applies an entity after a restart', async () => {
  const one = account();
  const other = account({ entityId: one.id });
  const to = bed.nextHandset();
  await put(one, other);
  await stopped(to, one);
  await service.close();
  service = await bed.startReady();
  expect(await outcome(other, to)).toEqual(BLOCKED);
});
