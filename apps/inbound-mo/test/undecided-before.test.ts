import { randomUUID } from 'node:crypto';
import { type MoReceived, type Quarantine, moReceived, quarantines } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import type { QueryRunner } from 'typeorm';
import { HoldUndecided1764000071000 } from '../src/migrations/hold-undecided.migration';
import { KeepBreaches1764000072000 } from '../src/migrations/keep-breaches.migration';
import type { UnclassifiedItem } from '../src/replies/unclassified/list-unclassified';
import { Bed, newHandset, post } from './bed';

const HOUR_MS = 3_600_000;

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed.end());

test('what waited under the release before keeps adverts from the upgrade on, and its deadline begins then', async () => {
  let service = await bed.startReady();
  const published: Seen<Quarantine | null>[] = await bed.collect<Quarantine | null>(quarantines);
  const from = newHandset();
  const mo: MoReceived = {
    ...{ moId: randomUUID(), recipientKey: keys.keyOf(from), provider: 'simulator', from, to: '36180' },
    ...{ text: 'Älkää lähettäkö minulle näitä', receivedAt: Date.now() - 300 * HOUR_MS },
  };
  await bed.put(moReceived, [{ key: mo.recipientKey, value: mo }]);
  const story = () => published.filter(({ key }) => key === mo.moId).map(({ value }) => value?.why ?? 'over');
  await eventually('it waits', () => story().length === 1);
  await service.close();

  const runner = { query: (statement: string) => bed.sql(statement) } as unknown as QueryRunner;
  const [hold, breaches] = [new HoldUndecided1764000071000(), new KeepBreaches1764000072000()];
  await breaches.down(runner);
  await hold.down(runner);
  expect(await bed.sql(`SELECT why FROM quarantine`)).toEqual([]);
  expect(await bed.sql(`SELECT state FROM unread_reply`)).toEqual([{ state: 'open' }]);
  await hold.up(runner);
  await breaches.up(runner);

  service = await bed.startReady();
  await eventually('it keeps adverts', () => JSON.stringify(story()) === '["undecided","undecided"]');
  const { items } = (await (await fetch(`${service.url}/v1/unread-replies`)).json()) as { items: UnclassifiedItem[] };
  expect(items).toMatchObject([{ id: mo.moId, state: 'open', asksFor: 'stop' }]);
  expect(Date.parse(items[0]?.deadline ?? '')).toBeGreaterThan(Date.now() + 71 * HOUR_MS);
  const body = { decision: 'nothing', by: 'Anne Martin', reason: 'It is about the weather.' };
  expect((await post(`${service.url}/v1/unread-replies/${mo.moId}/decision`, body)).status).toBe(200);
  await eventually('it is over', () => story().at(-1) === 'over');
});
