import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type MessageStatus, type Receipt, receipts } from '@stopsms/contracts';
import type { ReceiptState } from '@stopsms/smpp';
import { eventually } from '@stopsms/testing';
import { Bed, newHandset, post, submitted } from './bed';
import { ACCOUNT, BEARER, webhookProviders } from './signing';

const PROVIDERS = ['simulator', 'second'] as const;
let bed: Bed;
let replicas: RunningService[];
let emitted: Receipt[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  const gates = PROVIDERS.map((name) => ({
    ...{ ...ACCOUNT, name, receiver: 'none', codes: ['*'] },
    webhook: { tokensFrom: ['GATE_TOKEN'] },
  }));
  const env = { UNKNOWN_WAIT_MS: '300', ...webhookProviders(gates) };
  replicas = [await bed.startReady(env), await bed.startReady(env)];
  emitted = await bed.values(receipts);
  acme = await bed.brand('Acme', ['36180']);
});

afterAll(() => bed.end());

const message = (fields: Partial<MessageStatus> = {}) => submitted(newHandset(), acme, fields);
const idsOf = ({ smscIds = [] }: MessageStatus) => smscIds;
const receiptsOf = ({ messageId }: MessageStatus) => emitted.filter((receipt) => receipt.messageId === messageId);
const settled = (sent: MessageStatus) => eventually('the message is settled', () => receiptsOf(sent)[0]);

/** Delivers receipts to one replica. */
async function receive(replica: 0 | 1, smscIds: string[], stat: ReceiptState = 'DELIVRD', provider = 'simulator') {
  const url = `${replicas[replica]?.url}/v1/providers/${provider}/receipts`;
  const response = await post(
    url,
    smscIds.map((smscId) => ({ smscId, stat })),
    BEARER,
  );
  expect([response.status, await response.text()]).toEqual([202, JSON.stringify({ accepted: smscIds.length })]);
}

/** A message settled after everything before it: what would have come has come by then. */
async function passTime(): Promise<void> {
  for (const replica of [0, 1] as const) {
    const last = message();
    await recorded([last]);
    await receive(replica, idsOf(last));
    await settled(last);
  }
}

/** Publishes that they were sent, and waits until that is recorded. */
async function recorded(sent: MessageStatus[]): Promise<void> {
  await bed.statuses(sent);
  await eventually('they are recorded', async () => {
    const rows = await bed.sql('SELECT 1 FROM sent_message WHERE message_id = ANY($1) AND parts IS NOT NULL', [
      sent.map(({ messageId }) => messageId),
    ]);
    return rows.length === sent.length;
  });
}

const count = async (table: string, { messageId }: MessageStatus) => {
  const rows = await bed.sql(`SELECT 1 FROM ${table} WHERE message_id = $1`, [messageId]);
  return rows.length;
};

async function rowOf({ messageId }: MessageStatus): Promise<Record<string, unknown> | undefined> {
  const [row] = await bed.sql<Record<string, unknown>>('SELECT * FROM sent_message WHERE message_id = $1', [messageId]);
  return row;
}

test('a message with one id is one row, and its receipt is stored nowhere else', async () => {
  await bed.sql(`CREATE TABLE stored (n int); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO stored VALUES (1); RETURN NULL; END $$;
    CREATE TRIGGER note AFTER INSERT ON raw_receipt FOR EACH ROW EXECUTE FUNCTION note()`);
  const sent = message();
  await recorded([sent]);
  await receive(0, idsOf(sent));
  expect(await settled(sent)).toMatchObject({ outcome: 'delivered', smscId: idsOf(sent)[0] });
  expect(await rowOf(sent)).toMatchObject({ smsc_id: idsOf(sent)[0], outcome: 'delivered', parts: 1 });
  expect([await count('sent_part', sent), (await bed.sql('SELECT 1 FROM stored')).length]).toEqual([0, 0]);
  await bed.sql('DROP TRIGGER note ON raw_receipt; DROP FUNCTION note; DROP TABLE stored');
});

test('receipts of both parts at two replicas at once settle each text once', async () => {
  const texts = Array.from({ length: 60 }, () => message({ parts: 2, smscIds: [randomUUID(), randomUUID()] }));
  await recorded(texts);
  await Promise.all(
    texts.flatMap((sent, n) => {
      const [first = '', second = ''] = idsOf(sent);
      return [receive(0, [first], n % 10 === 0 ? 'UNDELIV' : 'DELIVRD'), receive(1, [second])];
    }),
  );
  const outcomes = await Promise.all(texts.map(settled));
  await passTime();
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(texts.map((_, n) => (n % 10 === 0 ? 'failed' : 'delivered')));
  expect(texts.map((sent) => receiptsOf(sent).length)).toEqual(texts.map(() => 1));
});

test('the same receipts at two replicas in opposite orders settle each message once', async () => {
  const sent = Array.from({ length: 200 }, () => message());
  await recorded(sent);
  const ids = sent.flatMap(idsOf);
  await Promise.all([receive(0, ids), receive(1, [...ids].reverse()), receive(0, ids), receive(1, ids)]);
  await Promise.all(sent.map(settled));
  await passTime();
  expect(sent.map((each) => receiptsOf(each).length)).toEqual(sent.map(() => 1));
  const waiting = await bed.sql('SELECT 1 FROM raw_receipt WHERE smsc_id = ANY($1)', [ids]);
  expect(waiting).toEqual([]);
});

test('journal entries and statuses that come again, in any order, change no row', async () => {
  const sent = message();
  await recorded([sent]);
  await receive(0, idsOf(sent), 'UNDELIV');
  await settled(sent);
  const row = await rowOf(sent);
  await bed.publishStatuses([sent]);
  await bed.begun([sent]);
  await bed.publishStatuses([{ ...sent, status: 'unknown' }, sent]);
  await receive(1, idsOf(sent), 'DELIVRD');
  await passTime();
  expect(await rowOf(sent)).toEqual(row);
  expect([await count('sent_part', sent), receiptsOf(sent).length]).toEqual([0, 1]);
});

test('a receipt that came before the status of its message is not overtaken by a later one', async () => {
  const sent = message();
  const settling = await bed.session();
  await settling.query('SELECT pg_advisory_lock(36181, hashtext(current_schema()))');
  await receive(0, idsOf(sent), 'UNDELIV');
  await recorded([sent]);
  await receive(1, idsOf(sent), 'DELIVRD');
  expect(receiptsOf(sent)).toEqual([]);
  await settling.end();
  expect(await settled(sent)).toMatchObject({ outcome: 'failed', stat: 'UNDELIV' });
});

test('a reused operator ID refers to the latest message', async () => {
  const smscId = `r${Date.now()}`;
  const [earlier, later] = [
    message({ smscIds: [smscId], at: Date.now() - 3_600_000 }),
    message({ smscIds: [smscId.toUpperCase()] }),
  ];
  await recorded([earlier]);
  await recorded([later]);
  await receive(0, [`00${smscId}`]);
  expect(await settled(later)).toMatchObject({ outcome: 'delivered', smscId: smscId.toUpperCase() });
  expect(receiptsOf(earlier)).toEqual([]);
  // In the same spelling it is the one that was answered so.
  await receive(1, [smscId], 'EXPIRED');
  expect(await settled(earlier)).toMatchObject({ outcome: 'failed', smscId });
});

test('either of two operators’ IDs of a message settles it, once', async () => {
  const attempts = () => {
    const first = message({ status: 'unknown', smscIds: [randomUUID()] });
    return [first, { ...first, status: 'submitted' as const, attempt: 2, provider: 'second', smscIds: [randomUUID()] }];
  };
  const all = [attempts(), attempts()] as [MessageStatus, MessageStatus][];
  const [[early, late], [other, otherLate]] = all as [[MessageStatus, MessageStatus], [MessageStatus, MessageStatus]];
  await recorded([early]);
  await recorded([late]);
  // The later attempt first: the dispatcher that made the earlier one may report last.
  await recorded([otherLate]);
  await bed.publishStatuses([other]);
  await eventually('both ids are there', async () => (await count('sent_part', other)) === 1);
  await eventually('both ids are there', async () => (await count('sent_part', late)) === 1);
  await receive(0, idsOf(early), 'DELIVRD', 'simulator');
  await receive(1, idsOf(late), 'UNDELIV', 'second');
  expect(await settled(early)).toMatchObject({ outcome: 'delivered', provider: 'simulator', smscId: idsOf(early)[0] });
  await receive(1, idsOf(other), 'UNDELIV', 'simulator');
  expect(await settled(other)).toMatchObject({ outcome: 'failed', provider: 'simulator', smscId: idsOf(other)[0] });
  await passTime();
  expect([receiptsOf(early).length, receiptsOf(other).length]).toEqual([1, 1]);
});

test('an operator that gives every message the same ID slows down no other', async () => {
  const same = Array.from({ length: 300 }, () => message({ smscIds: ['0'] }));
  await recorded(same);
  const own = message();
  await recorded([own]);
  await Promise.all([receive(0, ['0']), receive(1, ['000'], 'UNDELIV')]);
  await receive(1, idsOf(own));
  await settled(own);
  await passTime();
  // Each is about one of them, whichever; no receipt settles several.
  expect(same.flatMap(receiptsOf).length).toBeLessThanOrEqual(2);
  expect(await bed.sql(`SELECT 1 FROM sent_part WHERE smsc_id = '0'`)).toEqual([]);
});

test('a transaction that the database ends before its commit leaves the receipt to the operator, which sends it again', async () => {
  const sent = message();
  await recorded([sent]);
  const url = `${replicas[0]?.url}/v1/providers/simulator/receipts`;
  const body = { smscId: idsOf(sent)[0], stat: 'DELIVRD' };
  await bed.sql(`CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER fall AFTER UPDATE ON sent_message DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fall()`);
  const refused = await post(url, body, BEARER);
  expect(refused.status).toBe(503);
  await bed.sql('DROP TRIGGER fall ON sent_message; DROP FUNCTION fall');
  expect([(await rowOf(sent))?.['outcome'], receiptsOf(sent)]).toEqual([null, []]);
  expect((await post(url, body, BEARER)).status).toBe(202);
  // And once more, as after an answer that was lost.
  expect((await post(url, body, BEARER)).status).toBe(202);
  await settled(sent);
  await passTime();
  expect(receiptsOf(sent)).toHaveLength(1);
});
