import { randomUUID } from 'node:crypto';
import { type GatewayReply, gatewayReplies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { ADVERTISER, Bed, account } from './bed';

const [ANNA, BEA, CLEA] = ['+33639980001', '+33639980002', '+33639980003'] as const;
let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
  await bed.advertiser({ id: ADVERTISER, codes: ['36180'] });
  await bed.startWith([account({ id: 'shop' })]);
});
afterAll(() => bed.end());

const publish = (msisdn: string, ...values: GatewayReply[]) =>
  bed.put(
    gatewayReplies,
    values.map((value) => ({ key: keys.keyOf(msisdn), value })),
  );

const replyOf = (msisdn: string): GatewayReply => ({
  ...{ kind: 'reply', replyId: randomUUID() },
  reply: { msisdn, code: '36180', text: 'bonjour', advertiserIds: [ADVERTISER], receivedAt: Date.now() },
});
const erasureOf = ({ replyId }: GatewayReply): GatewayReply => ({ kind: 'erased', replyId });

const waiting = async () =>
  (await bed.sql<{ from: string }>(`SELECT content->>'from' AS "from" FROM delivery ORDER BY 1`)).map(
    ({ from }) => from,
  );

test('an erasure deletes the reply that it names, and a reply that is read again does not return', async () => {
  const [anna, bea, clea] = [replyOf(ANNA), replyOf(BEA), replyOf(CLEA)];
  await publish(ANNA, anna);
  await publish(BEA, bea);
  await eventually('the replies wait', async () => (await waiting()).join() === [ANNA, BEA].join());
  await publish(ANNA, erasureOf(anna), anna);
  await publish(CLEA, clea, erasureOf(clea));
  await eventually('hers are deleted', async () => (await waiting()).join() === BEA);
});

test('texts that an earlier release stored are erased with the reply that they belong to', async () => {
  const reply = replyOf(ANNA);
  const part = `INSERT INTO reply_text (mo_id, recipient_key, msisdn, code, text, received_at) VALUES ($1, $2, $3, '36180', 'a', now())`;
  await bed.sql(part, [reply.replyId, keys.keyOf(ANNA), ANNA]);
  await bed.sql(part, [randomUUID(), keys.keyOf(ANNA), ANNA]);
  await bed.sql(part, [randomUUID(), keys.keyOf(BEA), BEA]);
  await publish(ANNA, erasureOf(reply));
  await eventually('all parts of it are deleted', async () => (await bed.sql('SELECT 1 FROM reply_text')).length === 1);
});
