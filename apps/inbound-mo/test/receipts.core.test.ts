import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type MessageStatus,
  type Receipt,
  failedReceipts,
  moReceived,
  receipts,
  serviceReceipts,
} from '@stopsms/contracts';
import type { ReceiptState } from '@stopsms/smpp';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post, submitted } from './bed';
import { ACCOUNT, BEARER, webhookProviders } from './signing';

let bed: Bed;
let service: RunningService;
let emitted: Receipt[];
let failures: Receipt[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  const both = { name: 'simulator', codes: ['*'], webhook: { tokensFrom: ['GATE_TOKEN'] } };
  const simulator = { ...ACCOUNT, ...both, port: bed.operator.port };
  service = await bed.startReady({ UNKNOWN_WAIT_MS: '300', ...webhookProviders([simulator]) });
  emitted = await bed.values(receipts);
  failures = await bed.values(failedReceipts);
  acme = await bed.brand('Acme', ['36180']);
});

afterAll(() => bed.end());

const receiptsOf = ({ messageId }: MessageStatus) => emitted.filter((receipt) => receipt.messageId === messageId);
const receiptOf = (message: MessageStatus) => eventually('the message is settled', () => receiptsOf(message)[0]);
const message = (fields: Partial<MessageStatus> = {}) => submitted(newHandset(), acme, fields);
const [idOf, idsOf] = [(each: MessageStatus) => each.smscIds?.[0] ?? '', (each: MessageStatus) => each.smscIds ?? []];

/** A message settled after everything before it: what would have come has come by then. */
async function passTime(): Promise<void> {
  const last = message();
  await bed.statuses([last]);
  await bed.operator.receipt(idOf(last), 'DELIVRD');
  await receiptOf(last);
}

async function parked(): Promise<number> {
  const [row] = await bed.sql<{ count: number }>('SELECT count(*)::int AS count FROM raw_receipt');
  return row?.count ?? -1;
}

describe('a receipt', () => {
  test.each<{ stat: ReceiptState; error: string; outcome: string; reported?: string }>([
    { stat: 'DELIVRD', error: '000', outcome: 'delivered' },
    { stat: 'UNDELIV', error: '053', outcome: 'failed', reported: '053' },
    { stat: 'EXPIRED', error: '801', outcome: 'failed', reported: '801' },
  ])('$stat with error $error is joined to its message as $outcome', async ({ stat, error, outcome, reported }) => {
    const sent = message({ campaignId: randomUUID() });
    await bed.statuses([sent]);
    expect(await bed.operator.receipt(idOf(sent), stat, error)).toBe(0);
    const { messageId, advertiserId, campaignId, recipientKey, provider } = sent;
    expect(await receiptOf(sent)).toEqual({
      ...{ messageId, advertiserId, campaignId, recipientKey, provider, smscId: idOf(sent), outcome, stat },
      ...(reported === undefined ? {} : { error: reported }),
      at: expect.any(Number),
    });
  });

  it('that comes as data_sm settles its message', async () => {
    const sent = message();
    await bed.statuses([sent]);
    const ends = { source_addr: '33639980012', destination_addr: '36180' };
    const tlvs = { receipted_message_id: idOf(sent), message_state: 2 };
    expect(await bed.operator.deliver({ ...ends, esm_class: 4, ...tlvs }, 'data_sm')).toBe(0);
    expect(await receiptOf(sent)).toMatchObject({ outcome: 'delivered' });
  });

  it('that only its text distinguishes from a reply is a receipt, and opts nobody out by the advert it quotes', async () => {
    const texts = await bed.values(moReceived);
    const person = newHandset();
    const [hers, another] = [submitted(person, acme), message()];
    await bed.statuses([hers, another]);
    for (const id of [idOf(another), idOf(hers)]) {
      const text = `id:${id} stat:UNDELIV err:053 text:-20% STOP 36180`;
      expect(await bed.operator.mo({ from: person, to: '36180', text })).toEqual([0]);
    }
    expect(await receiptOf(hers)).toMatchObject({ outcome: 'failed', error: '053' });
    // A person can type that: she settles no text of somebody else, and the operator's own receipt still does.
    expect(receiptsOf(another)).toEqual([]);
    await bed.operator.receipt(idOf(another), 'UNDELIV', '053');
    expect(await receiptOf(another)).toMatchObject({ outcome: 'failed' });
    await bed.sql('DELETE FROM raw_receipt');
    await bed.operator.mo({ from: person, to: '36180', text: 'id: stop' });
    await eventually('the words of the person are published', () => texts.length > 0);
    expect(texts.map(({ text }) => text)).toEqual(['id: stop']);
  });

  it('that comes before the status of its message waits for it', async () => {
    const sent = message();
    await bed.begun([sent]);
    expect(await bed.operator.receipt(idOf(sent), 'DELIVRD')).toBe(0);
    await eventually('it is parked', async () => (await parked()) === 1);
    await eventually('parked receipts are counted', async () => {
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      return /stopsms_receipts_parked\{.+\} 1$/m.test(metrics);
    });
    await bed.publishStatuses([sent]);
    expect(await receiptOf(sent)).toMatchObject({ outcome: 'delivered' });
    expect(await parked()).toBe(0);
  });

  it('with an unknown id belongs to the one message of its handset whose outcome is unknown', async () => {
    const handset = newHandset();
    const lost = submitted(handset, acme, { status: 'unknown', smscIds: [] });
    await bed.statuses([submitted(handset, acme), lost]);
    const smscId = randomUUID();
    await bed.operator.receipt(smscId, 'DELIVRD', '000', undefined, handset);
    expect(await receiptOf(lost)).toMatchObject({ outcome: 'delivered', smscId });
  });

  it('belongs to none if the handset has two of them', async () => {
    const handset = newHandset();
    const lost = [1, 2].map(() => submitted(handset, acme, { status: 'unknown', smscIds: [] }));
    await bed.statuses(lost);
    await bed.operator.receipt(randomUUID(), 'DELIVRD', '000', undefined, handset);
    const alone = newHandset();
    const sure = submitted(alone, acme, { status: 'unknown', smscIds: [] });
    await bed.statuses([sure]);
    await bed.operator.receipt(randomUUID(), 'DELIVRD', '000', undefined, alone);
    // Received later and joined by now, so the other one has been looked at too.
    await receiptOf(sure);
    expect(lost.flatMap(receiptsOf)).toEqual([]);
    await bed.sql('DELETE FROM raw_receipt');
  });

  it('settles a message once, by the first final state', async () => {
    const sent = message();
    await bed.statuses([sent]);
    for (const stat of ['ENROUTE', 'ACCEPTD', 'UNDELIV', 'DELIVRD', 'UNDELIV'] as const) {
      expect(await bed.operator.receipt(idOf(sent), stat)).toBe(0);
    }
    await receiptOf(sent);
    await bed.statuses([sent]);
    await passTime();
    expect(receiptsOf(sent)).toEqual([expect.objectContaining({ outcome: 'failed', stat: 'UNDELIV' })]);
  });

  it('of a service message without advertiser is joined too', async () => {
    const sent = message({ lane: 'service', advertiserId: null });
    await bed.statuses([sent]);
    await bed.operator.receipt(idOf(sent), 'DELIVRD');
    expect(await receiptOf(sent)).toMatchObject({ advertiserId: null });
  });

  it('of a service message is published for its requester, also if its submit had no response, and one of an advert is not', async () => {
    const published = await bed.values(serviceReceipts);
    const handset = newHandset();
    const sent = message({ lane: 'service', advertiserId: null });
    // The handset has no other message whose outcome is unknown.
    const { smscIds: _, ...unknown } = submitted(handset, acme, {
      ...{ lane: 'service', advertiserId: null, status: 'unknown' },
    });
    const advert = message();
    await bed.statuses([sent, unknown, advert]);
    for (const each of [advert, sent]) await bed.operator.receipt(idOf(each), 'DELIVRD');
    await bed.operator.receipt(randomUUID(), 'UNDELIV', '053', undefined, handset);
    const of = ({ messageId }: { messageId: string }) => published.find((each) => each.messageId === messageId);
    const at = expect.any(Number);
    await eventually('both are published', () => of(sent) && of(unknown));
    expect(of(sent)).toEqual({ messageId: sent.messageId, outcome: 'delivered', at });
    expect(of(unknown)).toEqual({ messageId: unknown.messageId, outcome: 'failed', at });
    expect(of(advert)).toBeUndefined();
  });

  it('settles its submit even if the response was lost', async () => {
    const sent = message({ status: 'unknown', parts: 2, smscIds: [randomUUID()] });
    await bed.statuses([sent]);
    await bed.operator.receipt(idOf(sent), 'REJECTD');
    expect(await receiptOf(sent)).toMatchObject({ outcome: 'failed' });
  });

  it('without ID and state is acknowledged, because it would be repeated for a week', async () => {
    const fields = { esm_class: 4, source_addr: '33639980012', destination_addr: '36180' };
    expect(await bed.operator.deliver({ ...fields, short_message: Buffer.from('sub:001 text:x') })).toBe(0);
  });
});

describe('receipts of a number', () => {
  it('publish failures and the next delivery separately', async () => {
    const [handset, other] = [newHandset(), newHandset()];
    const settle = async (whose: string, stat: ReceiptState) => {
      const sent = submitted(whose, acme);
      await bed.statuses([sent]);
      await bed.operator.receipt(idOf(sent), stat, '27');
      await receiptOf(sent);
      return sent.messageId;
    };
    await settle(handset, 'DELIVRD');
    const first = await settle(handset, 'UNDELIV');
    await settle(other, 'DELIVRD');
    const second = await settle(handset, 'EXPIRED');
    const after = await settle(handset, 'DELIVRD');
    await settle(handset, 'DELIVRD');
    const last = await settle(other, 'UNDELIV');
    const published = await eventually('the last one is published', () => {
      const own = failures.filter(({ recipientKey }) =>
        [handset, other].map((each) => keys.keyOf(each)).includes(recipientKey),
      );
      return own.some(({ messageId }) => messageId === last) && own;
    });
    // Of two partitions: in their order for each number.
    const of = (whose: string) => published.filter(({ recipientKey }) => recipientKey === keys.keyOf(whose));
    expect(of(handset).map(({ messageId, outcome }) => [messageId, outcome])).toEqual([
      [first, 'failed'],
      [second, 'failed'],
      [after, 'delivered'],
    ]);
    expect(of(other)).toEqual(emitted.filter(({ messageId }) => messageId === last));
  });
});

describe('a message of several parts', () => {
  const three = () => message({ parts: 3, smscIds: [randomUUID(), randomUUID(), randomUUID()] });

  it('is delivered with its last part', async () => {
    const sent = three();
    await bed.statuses([sent]);
    const [first = '', second = '', third = ''] = idsOf(sent);
    await bed.operator.receipt(third, 'DELIVRD');
    await bed.operator.receipt(first, 'DELIVRD');
    await passTime();
    expect(receiptsOf(sent)).toEqual([]);
    await bed.operator.receipt(second, 'DELIVRD');
    expect(await receiptOf(sent)).toMatchObject({ outcome: 'delivered', smscId: second });
  });

  it('fails with its first failed part', async () => {
    const sent = three();
    await bed.statuses([sent]);
    const [first = '', second = '', third = ''] = idsOf(sent);
    await bed.operator.receipt(first, 'DELIVRD');
    await bed.operator.receipt(second, 'EXPIRED', '801');
    expect(await receiptOf(sent)).toMatchObject({ outcome: 'failed', smscId: second, error: '801' });
    await bed.operator.receipt(third, 'DELIVRD');
    await passTime();
    expect(receiptsOf(sent)).toHaveLength(1);
  });

  it('is settled once when all receipts arrive together', async () => {
    const many = Array.from({ length: 40 }, three);
    const answers = many.flatMap(idsOf).map((id) => bed.operator.receipt(id, 'DELIVRD'));
    await bed.statuses(many);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([0]));
    await Promise.all(many.map(receiptOf));
    await passTime();
    expect(many.map((sent) => receiptsOf(sent).length)).toEqual(many.map(() => 1));
  });
});

describe('receipts by webhook', () => {
  it('are taken one by one or together, and the operator’s time is kept', async () => {
    const [one, two, three] = [message(), message(), message()];
    await bed.statuses([one, two, three]);
    const url = `${service.url}/v1/providers/simulator/receipts`;
    const first = await post(url, { smscId: idOf(one), stat: 'delivrd', at: '2026-01-02T03:04:05+01:00' }, BEARER);
    expect([first.status, await first.json()]).toEqual([202, { accepted: 1 }]);
    const rest = [two, three].map((each) => ({ smscId: idOf(each), stat: 'UNDELIV', error: '53' }));
    expect(await (await post(url, rest, BEARER)).json()).toEqual({ accepted: 2 });
    expect(await receiptOf(one)).toMatchObject({ outcome: 'delivered', at: Date.parse('2026-01-02T02:04:05Z') });
    expect(await receiptOf(three)).toMatchObject({ outcome: 'failed', error: '53' });
  });

  it('of another provider with the same id are another message', async () => {
    const sent = message();
    await bed.statuses([sent]);
    await post(`${service.url}/v1/providers/smsgate/receipts`, { smscId: idOf(sent), stat: 'UNDELIV' }, BEARER);
    await bed.operator.receipt(idOf(sent), 'DELIVRD');
    expect(await receiptOf(sent)).toMatchObject({ outcome: 'delivered' });
  });
});
