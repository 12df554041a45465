// A provider that goes beyond its terms: its STOPs are accepted, and nothing else.

import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type Receipt, type Reply, receipts, replies } from '@stopsms/contracts';
import { STATUS } from '@stopsms/smpp';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post, submitted } from './bed';
import { Operator } from './operator';
import { ACCOUNT, BEARER, TOKEN, signature, webhookProviders } from './signing';

const OTHER_TOKEN = '4f0e8d6b2a1c49539c7be5d3f0a86217';
let bed: Bed;
let foreign: Operator;
let service: RunningService;
let read: Reply[];
let settled: Receipt[];
let acme: Advertiser;

beforeAll(async () => {
  [bed, foreign] = await Promise.all([Bed.make(), Operator.start()]);
  const env = webhookProviders([
    { ...ACCOUNT, name: 'by-smpp', port: bed.operator.port, codes: ['36180'] },
    { ...ACCOUNT, name: 'foreign', port: foreign.port, codes: ['36182'] },
    // Its replies and receipts come by SMPP as agreed; its webhook is left over.
    {
      ...{ ...ACCOUNT, name: 'left-over', port: bed.operator.port, codes: ['36180'] },
      ...{ repliesBy: ['smpp'], receiptsBy: ['smpp'], webhook: { tokensFrom: ['OTHER_TOKEN'] } },
    },
    {
      ...{ ...ACCOUNT, name: 'by-hook', receiver: 'none', codes: ['36181'] },
      webhook: { tokensFrom: ['OTHER_TOKEN'] },
    },
  ]);
  service = await bed.startReady({ ...env, OTHER_TOKEN });
  await eventually('the foreign one is bound', () => foreign.commands.includes('bind_receiver'));
  acme = await bed.brand('Acme', ['36180', '36181']);
  [read, settled] = await Promise.all([bed.values(replies), bed.values(receipts)]);
});
afterAll(async () => {
  await bed.end();
  await foreign.stop();
});

const readOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const send = (name: string, body: object, token = OTHER_TOKEN, route = 'mo') =>
  post(`${service.url}/v1/providers/${name}/${route}`, body, { authorization: `Bearer ${token}` });
const answerOf = async (sending: Promise<Response>) => {
  const response = await sending;
  return [response.status, ((await response.json()) as { code?: string }).code];
};
const refusals = async (labels: string) => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return Number(
    new RegExp(`^stopsms_deliveries_refused_total\\{${labels}[^}]*\\} (\\d+)$`, 'm').exec(metrics)?.[1] ?? 0,
  );
};
/** All that was taken of a handset before is read once this STOP of its is. */
async function passTime(handset: string): Promise<void> {
  await bed.operator.mo({ from: handset, to: '36180', text: 'STOP svp' });
  await eventually('a later STOP is read', () => readOf(handset).some(({ breach }) => breach === undefined));
}

/** The octet of the header that names the text which a part is of. */
function withReferenceOf(one: Record<string, unknown>, other: Record<string, unknown>): Buffer {
  const octets = Buffer.from(other['short_message'] as Buffer);
  octets[3] = (one['short_message'] as Buffer)[3] ?? 0;
  return octets;
}

test('over SMPP, a sender that is not a number is refused for good, and a number in a URI is read', async () => {
  const unreadable = ['LORANE', '36180', 'anonymous', '+00', 'sip:lorane'];
  const answers = [];
  for (const from of unreadable) answers.push(await bed.operator.mo({ from, to: '36180', text: 'STOP' }));
  expect(answers).toEqual(unreadable.map(() => [STATUS.ESME_RX_P_APPN]));
  const handset = newHandset();
  expect(await bed.operator.mo({ from: `tel:${handset}`, to: '36180', text: 'STOP' })).toEqual([STATUS.ESME_ROK]);
  await eventually('it is read', () => readOf(handset).length === 1);
});

describe('over SMPP, for a code that is not its provider’s', () => {
  const code = '36181';

  test.each(['START', 'Merci', 'AIDE'])('"%s" is refused permanently and not published', async (text) => {
    const before = await refusals('provider="[^"]+",kind="reply",reason="not-its-code"');
    const handset = newHandset();
    expect(await bed.operator.mo({ from: handset, to: code, text })).toEqual([STATUS.ESME_RX_P_APPN]);
    await passTime(handset);
    expect(readOf(handset)).toHaveLength(1);
    expect(await refusals('provider="[^"]+",kind="reply",reason="not-its-code"')).toBe(before + 1);
  });

  test('a STOP is accepted, attributed, and names the breach', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    expect(await bed.operator.mo({ from: handset, to: code, text: 'STOP' })).toEqual([STATUS.ESME_ROK]);
    const [reply] = await eventually('it is read', () => (readOf(handset).length > 0 ? readOf(handset) : undefined));
    expect(reply).toMatchObject({
      ...{ tier: 'exact', code, breach: 'not-its-code' },
      reason: expect.stringMatching(/; this provider does not serve the short code$/),
      advertisers: [expect.objectContaining({ advertiserId: acme.id })],
    });
  });

  test('a START in parts is not published, a STOP in parts is accepted', async () => {
    const handset = newHandset();
    const long = (text: string) => `${text}${' '.repeat(200)}`;
    for (const text of [long('START'), long('STOP')]) {
      const parts = await bed.operator.mo({ from: handset, to: code, text });
      expect(new Set(parts)).toEqual(new Set([STATUS.ESME_ROK]));
    }
    await passTime(handset);
    // What is whole is read before what is joined, where both come at once.
    expect(
      readOf(handset)
        .map(({ tier, breach = '' }) => [tier, breach])
        .sort(),
    ).toEqual([
      ['clear', ''],
      ['exact', 'not-its-code'],
    ]);
  });
});

test('a part beyond its provider’s terms does not complete a text that another delivers', async () => {
  const handset = newHandset();
  const [first = {}, second = {}] = bed.operator.parts({ from: handset, to: '36180', text: 'Merci'.padEnd(200) });
  const [forged = {}] = bed.operator.parts({ from: handset, to: '36180', text: 'STOP'.padEnd(200) });
  expect(await foreign.deliver({ ...forged, short_message: withReferenceOf(first, forged) })).toBe(STATUS.ESME_ROK);
  expect(await bed.operator.deliver(second)).toBe(STATUS.ESME_ROK);
  expect(await bed.operator.deliver(first)).toBe(STATUS.ESME_ROK);
  await eventually('it is read', () => readOf(handset).length > 0);
  expect(readOf(handset).map(({ tier, breach }) => [tier, breach])).toEqual([['none', undefined]]);
});

describe('by webhook', () => {
  test.each([
    { it: 'with no name of ours', name: 'made-up', token: TOKEN },
    { it: 'of a provider that has none', name: 'by-smpp', token: TOKEN },
    { it: 'of a provider that has none, with nothing', name: 'by-smpp', token: '' },
  ])('$it gives no access', async ({ name, token }) => {
    const handset = newHandset();
    for (const route of ['mo', 'receipts']) {
      const body = { from: handset, to: '36180', text: 'START', smscId: 'a', stat: 'DELIVRD' };
      expect(await answerOf(send(name, body, token, route))).toEqual([404, 'webhooks-closed']);
    }
    await passTime(handset);
    expect(readOf(handset)).toHaveLength(1);
  });

  test('the token or signature of one provider is invalid for another', async () => {
    const stop = { from: newHandset(), to: '36181', text: 'STOP' };
    expect(await answerOf(send('by-hook', stop, TOKEN))).toEqual([401, 'webhook-secret-wrong']);
    expect(await answerOf(send('smsgate', stop, OTHER_TOKEN))).toEqual([401, 'webhook-secret-wrong']);
    const signed = post(`${service.url}/v1/providers/by-hook/mo`, stop, signature(JSON.stringify(stop)));
    expect(await answerOf(signed)).toEqual([401, 'webhook-secret-wrong']);
    const unsigned = post(`${service.url}/v1/providers/signed-gate/mo`, stop, BEARER);
    expect(await answerOf(unsigned)).toEqual([401, 'signature-missing']);
  });

  test.each([
    { it: 'for a code not its own', name: 'by-hook', to: '36180', code: 'not-its-code' },
    { it: 'where its replies come by SMPP', name: 'left-over', to: '36180', code: 'not-its-way' },
  ])('$it, a START is refused with a reason and a STOP is accepted', async ({ name, to, code }) => {
    const handset = newHandset();
    expect(await answerOf(send(name, { from: handset, to, text: 'START' }))).toEqual([403, code]);
    expect(await answerOf(send(name, { from: handset, to, text: 'STOP' }))).toEqual([202, undefined]);
    await passTime(handset);
    expect(readOf(handset).map(({ tier, breach }) => [tier, breach])).toEqual([
      ['exact', code],
      ['clear', undefined],
    ]);
    expect(await refusals(`provider="${name}",kind="reply",reason="${code}"`)).toBe(2);
  });

  test('a receipt is refused where receipts come by SMPP, and settles nothing', async () => {
    const sent = submitted(newHandset(), acme, { provider: 'left-over' });
    await bed.statuses([sent]);
    const [smscId = ''] = sent.smscIds ?? [];
    const receipt = [{ smscId, stat: 'UNDELIV' }];
    expect(await answerOf(send('left-over', receipt, OTHER_TOKEN, 'receipts'))).toEqual([403, 'not-its-way']);
    expect(await refusals('provider="left-over",kind="receipt",reason="not-its-way"')).toBe(1);
    expect(settled).toEqual([]);
  });
});

test.each(['+3336181', '003336181', '3336181', '36181'])('a code that comes as %s is the code 36181', async (to) => {
  const handset = newHandset();
  await bed.statuses([submitted(handset, acme, { replyCode: '36181', sender: 'ACME' })]);
  expect(await answerOf(send('by-hook', { from: handset, to, text: 'STOP' }))).toEqual([202, undefined]);
  await eventually('it is read', () => readOf(handset).length > 0);
  expect(readOf(handset)).toMatchObject([
    { code: '36181', attributed: true, advertisers: [{ advertiserId: acme.id, confidence: 1 }] },
  ]);
  expect(readOf(handset)[0]).not.toHaveProperty('breach');
});

test('a code that SMPP calls an international number is that code', async () => {
  const handset = newHandset();
  const deliver = { source_addr_ton: 1, source_addr: handset.slice(1), short_message: Buffer.from('STOP') };
  const status = await bed.operator.deliver({ ...deliver, dest_addr_ton: 1, destination_addr: '3336180' });
  expect(status).toBe(STATUS.ESME_ROK);
  await eventually('it is read', () => readOf(handset).length > 0);
  expect(readOf(handset)).toMatchObject([{ code: '36180', advertisers: [{ advertiserId: acme.id }] }]);
});
