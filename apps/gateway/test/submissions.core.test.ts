import type { RunningService } from '@stopsms/bootstrap';
import { eventually } from '@stopsms/testing';
import { Accounts } from '../src/accounts/accounts';
import { Deliver } from '../src/deliveries/deliver';
import type { Attempt, Delivery } from '../src/deliveries/delivery';
import { Submit } from '../src/submissions/submit';
import type { Submission } from '../src/submissions/submission';
import { Bed, account } from './bed';

let bed: Bed;
let service: RunningService;
let answer: (delivery: Delivery) => Attempt = () => 'delivered';
const delivered: Delivery[] = [];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startWith([account({ id: 'shop' }), account({ id: 'slow', ratePerSecond: 1 })]);
  service.get(Deliver).register({
    door: 'webhook',
    capacity: () => new Map([['shop', 10]]),
    deliver: (delivery) => {
      delivered.push(delivery);
      return Promise.resolve(answer(delivery));
    },
  });
});
afterAll(() => bed.end());

function submission(fields: Partial<Submission> = {}, id = 'shop'): Submission {
  const found = service.get(Accounts).get(id);
  if (!found) throw new Error(`There is no account ${id}`);
  const usual = { door: 'webhook', to: '+33639980001', text: 'Soldes. STOP 36180', wanted: 'final' } as const;
  return { account: found, ...usual, envelope: { callback: 'https://shop.example/1' }, ...fields };
}

async function submit(fields: Partial<Submission> = {}) {
  const result = await service.get(Submit).execute(submission(fields));
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}

const receiptOf = (messageId: string) =>
  eventually('its receipt is delivered', () =>
    delivered.find(({ content }) => content.kind === 'receipt' && content.messageId === messageId),
  );

test('publishes a submission for the advertiser of the account before it accepts it', async () => {
  const { messageId } = await submit({ sender: 'ACME', category: 'informative' });
  const request = await eventually('the request is on the topic', () =>
    bed.requests.find(({ key }) => key === messageId),
  );
  expect(request.value).toMatchObject({
    ...{ id: messageId, to: '+33639980001', text: 'Soldes. STOP 36180' },
    ...{ sender: 'ACME', category: 'informative', advertiserId: submission().account.advertiserId },
  });
});

test('groups concurrent submissions, and accepts each under its own ID', async () => {
  const accepted = await Promise.all(Array.from({ length: 1_200 }, () => submit()));
  expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(1_200);
});

test('treats a repeated idempotency key as one message, also within one batch', async () => {
  const [first, twin] = await Promise.all([
    submit({ idempotencyKey: 'order-1' }),
    submit({ idempotencyKey: 'order-1' }),
  ]);
  const again = await submit({ idempotencyKey: 'order-1' });
  expect(new Set([first, twin, again].map(({ messageId }) => messageId)).size).toBe(1);
  expect(again.isRepeated).toBe(true);
});

test('refuses submissions that violate the contract or that the database cannot store', async () => {
  const tooLong = await service.get(Submit).execute(submission({ sender: 'X'.repeat(17) }));
  const broken = await service.get(Submit).execute(submission({ envelope: { callback: 'a\0b' } }));
  expect([tooLong, broken]).toMatchObject([{ refusal: { code: 'INVALID' } }, { refusal: { code: 'INVALID' } }]);
});

test('throttles an account above its rate', async () => {
  const submits = Array.from({ length: 5 }, () => service.get(Submit).execute(submission({}, 'slow')));
  const codes = (await Promise.all(submits)).map((each) => (each.ok ? 'ok' : each.refusal.code));
  expect(codes.filter((code) => code === 'THROTTLED').length).toBeGreaterThan(0);
});

test('ends a refused advert with one receipt, and forgets its number', async () => {
  const { messageId } = await submit();
  await bed.outcome(messageId, { kind: 'verdict', state: 'refused', code: 'CONSENT_MISSING', attempt: 1 });
  const { content } = await receiptOf(messageId);
  expect(content).toMatchObject({
    stage: 'refused',
    code: 'CONSENT_MISSING',
    envelope: { callback: 'https://shop.example/1' },
  });
  const [row] = await bed.sql('SELECT envelope, stage FROM submission WHERE message_id = $1', [messageId]);
  expect(row).toEqual({ envelope: null, stage: 'refused' });
});

test('reports an outcome once, and then a more definite one', async () => {
  const { messageId } = await submit();
  await bed.outcome(messageId, { kind: 'status', state: 'unknown', code: 'OUTCOME_UNKNOWN', attempt: 1 });
  await bed.outcome(messageId, { kind: 'status', state: 'submitted', attempt: 1 });
  await bed.outcome(messageId, { kind: 'receipt', state: 'delivered', stat: 'DELIVRD', error: '000' });
  await bed.outcome(messageId, { kind: 'receipt', state: 'failed', stat: 'EXPIRED' });
  await receiptOf(messageId);
  const { messageId: later } = await submit();
  await bed.outcome(later, { kind: 'status', state: 'blocked', code: 'OPTED_OUT', attempt: 1 });
  await receiptOf(later);
  expect(delivered.filter(({ content }) => 'messageId' in content && content.messageId === messageId)).toMatchObject([
    { content: { stage: 'delivered', stat: 'DELIVRD' } },
  ]);
});

test('delivers only requested receipts', async () => {
  const { messageId: success } = await submit({ wanted: 'failure' });
  const { messageId: none } = await submit({ wanted: 'none' });
  const { messageId: last } = await submit();
  for (const id of [success, none, last])
    await bed.outcome(id, { kind: 'receipt', state: 'delivered', stat: 'DELIVRD' });
  await receiptOf(last);
  await eventually('all have ended', async () => {
    const rows = await bed.sql('SELECT 1 FROM submission WHERE message_id = ANY($1) AND rank >= 4', [[success, none]]);
    return rows.length === 2;
  });
  expect(delivered.some(({ content }) => 'messageId' in content && [success, none].includes(content.messageId))).toBe(
    false,
  );
});

test('stores a receipt that its system does not accept, and retries it later', async () => {
  answer = () => 'later';
  const { messageId } = await submit();
  await bed.outcome(messageId, { kind: 'verdict', state: 'refused', code: 'OPTED_OUT', attempt: 1 });
  await receiptOf(messageId);
  const delayed = () =>
    bed.sql(
      "UPDATE delivery SET due_at = now() WHERE due_at > now() AND due_at < now() + interval '1 minute' RETURNING id",
    );
  await eventually('its retry is planned', async () => (await delayed()).length === 1);
  answer = () => 'delivered';
  await eventually('it is delivered', async () => (await bed.sql('SELECT 1 FROM delivery')).length === 0);
});
