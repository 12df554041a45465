// No act without its event: a broker that is away, and a service that is killed after it did what it was asked for and before it answered.
import { hashOfKey } from '@stopsms/access';
import { type AuditEvent, advertisers, auditEvents } from '@stopsms/contracts';
import { type AppProcess, type Seen, eventually, keys, startAppProcess } from '@stopsms/testing';
import { ALICE as headers, OPERATOR, consentTo } from './audit-log';
import { Bed } from '../bed';
import { LORANE, NOW } from '../fixtures';

/** Than the service before it, also when it is started again. */
const AN_HOUR_LATER = `${new Date(NOW + 3_600_000).toISOString()}@${new Date().toISOString()}`;
const SETTINGS = { OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}` };

let bed: Bed;
let published: Seen<AuditEvent>[];
let replica: AppProcess | undefined;

beforeAll(async () => {
  bed = await Bed.madeWith(SETTINGS, [], ['kafka']);
  await bed.put(advertisers, [{ key: LORANE.id, value: LORANE, partition: 0 }]);
  published = await bed.collect<AuditEvent>(auditEvents.compliance);
});
afterAll(async () => {
  await replica?.stop();
  await bed?.end();
});

const consent = (url: string, phone: string) =>
  fetch(`${url}/v1/consents`, { method: 'POST', headers, body: JSON.stringify(consentTo(phone)) });
const search = async (url: string, query: object) => {
  const answer = await fetch(`${url}/v1/audit/search`, { method: 'POST', headers, body: JSON.stringify(query) });
  return ((await answer.json()) as { items: { id: string; result: { status: number } | null }[] }).items;
};
const of = (phone: string) => published.filter(({ value }) => value.on.recipientKeys.includes(keys.keyOf(phone)));
const isOnRecord = async (phone: string) =>
  (await bed.sql(`SELECT FROM consent WHERE recipient_key = '${keys.keyOf(phone)}'`)).length === 1;

test('a change succeeds while Kafka is down, and is published when Kafka is up', async () => {
  const phone = '+33639985551';
  await bed.kafka.kill();
  const answer = await consent(bed.url, phone);
  expect([answer.status, await isOnRecord(phone), of(phone)]).toEqual([201, true, []]);
  await bed.kafka.restart();
  await eventually('both stages are published, once each', () => of(phone).length === 2);
  expect(of(phone).map(({ value }) => value.stage)).toEqual(['begun', 'ended']);
  await eventually('it is found', async () => {
    const [event] = await search(bed.url, { phone, kind: 'act' });
    return event?.result?.status === 201;
  });
});

test('a service killed between an action and its response has recorded the action', async () => {
  const phone = '+33639985552';
  await bed.stop();
  const process = await startAppProcess('compliance', (port) =>
    bed.env({ ...SETTINGS, PORT: String(port), STOPSMS_CLOCK: AN_HOUR_LATER }),
  );
  replica = process;
  // The event of its end is never committed, as if it took for ever.
  await bed.sql(`
    CREATE FUNCTION hold_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$;
    CREATE TRIGGER hold_end BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.records LIKE '%"stage":"ended"%') EXECUTE FUNCTION hold_end()`);
  const answer = consent(process.url, phone).then(
    ({ status }) => status,
    () => 'broken off',
  );
  await eventually('it is done, and not answered', () => isOnRecord(phone));
  await eventually('that it began is published', () => of(phone).length === 1);
  await process.kill();
  expect(await answer).toBe('broken off');
  await bed.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`);
  await bed.sql('DROP TRIGGER hold_end ON outbox');
  await process.restart();
  const found = await eventually('it is found, without an end', async () => {
    const events = await search(process.url, { phone, kind: 'act', result: 'unknown' });
    return events.length === 1 && events;
  });
  expect(found).toEqual([expect.objectContaining({ id: of(phone)[0]?.value.id, result: null })]);
  // The relay that was killed may publish it again, as the same event.
  expect(new Set(of(phone).map(({ value }) => `${value.id} ${value.stage}`))).toEqual(
    new Set([`${found[0]?.id} begun`]),
  );
});
