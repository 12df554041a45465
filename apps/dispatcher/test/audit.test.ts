// The dispatcher has no database: what is done in it is on Kafka, acknowledged, before it is done and before it is answered.
import { hashOfKey } from '@stopsms/access';
import type { RunningService } from '@stopsms/bootstrap';
import { type AuditEvent, auditEvents } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed, NOT_KEPT } from './bed';

const [ADMIN, REVIEWER] = ['alice', 'rita'].map((name) => `stopsms_of-${name}-in-this-test-of-the-dispatcher`) as [
  string,
  string,
];
const headers = (key: string) => ({
  ...NOT_KEPT,
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
});

let bed: Bed;
let service: RunningService;
let events: Seen<AuditEvent>[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({
    OPERATOR_KEYS: `alice:${hashOfKey(ADMIN)},rita:reviewer:${hashOfKey(REVIEWER)}`,
  });
  events = await bed.collect<AuditEvent>(auditEvents.dispatcher);
});
afterAll(() => bed?.end());

test('an event is published as the request begins and as it ends', async () => {
  const url = `${service.url}/v1/dead-letters/campaign.controls.v1.dlq/replay`;
  const answer = await fetch(url, { method: 'POST', headers: headers(ADMIN), body: '{"offsets":[]}' });
  const stages = await eventually('both stages', () => events.length === 2 && events.map(({ value }) => value));
  expect(stages.map(({ stage, result }) => [stage, result?.status])).toEqual([
    ['begun', undefined],
    ['ended', answer.status],
  ]);
  expect(stages[0]).toMatchObject({
    kind: 'act',
    service: 'dispatcher',
    who: { kind: 'operator', name: 'alice' },
    on: { resources: [{ kind: 'dead-letters', id: 'campaign.controls.v1.dlq' }], recipientKeys: [] },
  });
});

test('a refused request is published too', async () => {
  const answer = await fetch(`${service.url}/v1/view`, { headers: headers(REVIEWER) });
  expect(answer.status).toBe(403);
  const event = await eventually('the event', () => events.find(({ value }) => value.who.name === 'rita')?.value);
  expect(event).toMatchObject({ stage: 'ended', operation: 'view_read', result: { status: 403 } });
});
