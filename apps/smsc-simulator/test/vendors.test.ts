// Each vendor's API as its adapter submits to it and reads its callbacks: both by the same client that the dispatcher has.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingHttpHeaders, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import {
  HttpCall,
  type ParsedCallback,
  SOURCE_VENDORS,
  type Submission,
  VENDORS,
  VendorClient,
  readAnswer,
} from '@stopsms/providers';
import { eventually } from '@stopsms/testing';
import { Rig } from './rig';

const SECRET = 'a-secret-of-the-account-0123456789ab';
const ACCOUNTS: Record<VendorName, object> = {
  smsmode: { apiKey: 'key' },
  ovh: { serviceName: 'sms-1', applicationKey: 'a', applicationSecret: 'b', consumerKey: 'c' },
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: SECRET },
  infobip: { apiKey: 'key' },
  sinch: { servicePlanId: 'plan', apiToken: 'token' },
  vonage: { apiKey: 'key', apiSecret: 'secret' },
  brevo: { apiKey: 'key' },
  aws: {
    region: 'eu-west-3',
    accessKeyId: 'a',
    secretAccessKey: 'b',
    topicArns: 'arn:aws:sns:eu-west-3:000000000000:sms',
  },
};
/** Vendors whose API finds a message by our reference. */
const LOOKED_UP = VENDOR_NAMES.filter((name) => VENDORS.get(name)?.capabilities.lookupForMs !== undefined);

interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

let refusals = 0;

/** Starts a receiver of callbacks, for one test: a callback of the test before it may still arrive. */
async function startReceiver() {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const refuses = refusals > 0;
      if (refuses) refusals -= 1;
      else
        calls.push({
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks),
        });
      response.writeHead(refuses ? 503 : 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { calls, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** A vendor's simulator with the client of its account. */
async function start(name: VendorName) {
  refusals = 0;
  const { calls, origin, ...receiver } = await startReceiver();
  const vendor = VENDORS.get(name);
  if (!vendor) throw new Error(`no adapter for ${name}`);
  const secret = vendor.callbacks.verifiedBy === 'path' ? SECRET : 'signed';
  const path = `/v1/callbacks/${name}/${secret}`;
  const rig = await Rig.start({ vendor: { name, port: 0, callbackUrl: origin + path, signingSecret: SECRET } });
  const baseUrl = `http://127.0.0.1:${rig.vendorPort}`;
  const callbackUrl = (reference: string) => `${origin}${path}/${reference}`;
  const adapter = vendor.adapter({ account: ACCOUNTS[name], baseUrl, callbackUrl, now: Date.now });
  const call = new HttpCall({ baseUrl, connections: 2 });
  const client = new VendorClient(call, adapter);
  const submit = async (...batch: Submission[]) => {
    const result = await client.submit(batch, () => true);
    if (result.outcome !== 'done') throw new Error('It was withheld.');
    return result.results;
  };
  const parsed = (): ParsedCallback[] =>
    calls.map(({ path: called, ...request }) => {
      const [, reference] = new RegExp(`${secret}/([^?]+)`).exec(called) ?? [];
      const callback = {
        ...request,
        url: origin + called,
        pathSecret: secret,
        ...(reference !== undefined && { reference }),
      };
      expect(vendor.callbacks.verify(callback, [SECRET])).toBe(true);
      return vendor.callbacks.parse(callback);
    });
  const receipts = () => parsed().flatMap((each) => each.receipts);
  const replies = () => parsed().flatMap((each) => each.replies);
  const close = async () => {
    await call.close();
    await rig.close();
    await receiver.close();
  };
  return { rig, client, calls, origin, submit, receipts, replies, close };
}

const message = (to: string, more: Partial<Submission> = {}): Submission => ({
  ...{ reference: randomUUID(), from: '36180', to, text: 'Soldes', category: 'marketing' },
  ...more,
});
let last = 0;
const handset = () => `+3363998${String((last += 1)).padStart(4, '0')}`;

describe.each(VENDOR_NAMES)('%s', (name) => {
  let at: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => (at = await start(name)));
  afterEach(() => at.close());

  it('takes a message, shows it and reports it delivered', async () => {
    const sent = message(handset());
    const [result] = await at.submit(sent);
    expect(result).toMatchObject({ outcome: 'accepted' });
    expect(await at.rig.messagesOf(sent.to)).toMatchObject([{ text: 'Soldes' }]);
    const receipt = await eventually('a receipt', () => at.receipts()[0]);
    expect(receipt).toMatchObject({ state: 'DELIVRD', id: result?.outcome === 'accepted' ? result.id : '' });
  });

  it('sends the reply of a handset until it is taken', async () => {
    const sent = message(handset());
    await at.submit(sent);
    await eventually('a receipt', () => at.receipts()[0]);
    refusals = 2;
    await at.rig.reply('arrêtez svp', sent.to);
    const reply = await eventually('a reply', () => at.replies()[0]);
    expect(reply.text).toBe('arrêtez svp');
    expect(reply.from.replace('+', '')).toBe(sent.to.replace('+', ''));
  });

  it('throttles, answers 500 after taking a message, and cuts a call', async () => {
    await at.rig.behave({ throttleRate: 1 });
    expect(await at.submit(message(handset()))).toMatchObject([{ outcome: 'throttled' }]);
    await at.rig.behave({ throttleRate: 0, failAfterTakingRate: 1 });
    const failed = message(handset());
    expect(await at.submit(failed)).toEqual([{ outcome: 'unknown', reason: 'status 500' }]);
    expect(await at.rig.messagesOf(failed.to)).toHaveLength(1);
    await at.rig.behave({ failAfterTakingRate: 0, noResponseRate: 1 });
    expect(await at.submit(message(handset()))).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('answers STOP itself where it is set to, and blocks the handset', async () => {
    await at.rig.behave({ answersStop: true });
    const sent = message(handset());
    await at.submit(sent);
    await at.rig.reply('STOP', sent.to);
    await eventually('its own answer is shown', async () => (await at.rig.messagesOf(sent.to)).length === 2);
    const [again] = await at.submit(message(sent.to));
    const isRefused = again?.outcome === 'refused';
    if (isRefused) expect(again).toMatchObject({ class: 'opted-out' });
    else await eventually('a receipt refuses it', () => at.receipts().find(({ state }) => state !== 'DELIVRD'));
    expect(await at.rig.messagesOf(sent.to)).toHaveLength(2);
  });

  it('counts a reference that comes twice', async () => {
    const sent = message(handset());
    await at.submit(sent);
    await at.submit(sent);
    const { repeatedReferences } = await at.rig.get<{ repeatedReferences: number }>('/stats');
    expect(repeatedReferences).toBe(1);
  });
});

it.each(LOOKED_UP)('%s finds what it took by our reference, and nothing else', async (name) => {
  const at = await start(name);
  await at.rig.behave({ failAfterTakingRate: 1 });
  const sent = message(handset());
  await at.submit(sent);
  expect(await at.client.lookup(sent.reference)).toMatchObject({ outcome: 'accepted' });
  expect(await at.client.lookup(randomUUID())).toEqual({ outcome: 'absent' });
  await at.close();
});

it('aws signs what it delivers with the key that it publishes', async () => {
  const at = await start('aws');
  await at.submit(message(handset()));
  const { headers, body } = await eventually('an event', () => at.calls[0]);
  const request = { method: 'POST', url: at.origin, headers, body, pathSecret: SECRET };
  const source = {
    ...{ account: ACCOUNTS.aws, baseUrl: `http://127.0.0.1:${at.rig.vendorPort}` },
    fetchText: async (url: string) => (await fetch(url)).text(),
  };
  const { verifyContent } = VENDORS.get('aws')?.callbacks ?? {};
  expect(await verifyContent?.(request, source)).toBe(true);
  const changed = Buffer.from(body.toString().replace('TEXT_DELIVERED', 'TEXT_BLOCKED'));
  expect(await verifyContent?.({ ...request, body: changed }, source)).toBe(false);
  await at.close();
});

it('aws refuses messages to a number after its opt-out was pushed', async () => {
  const at = await start('aws');
  const [sent, baseUrl] = [message(handset()), `http://127.0.0.1:${at.rig.vendorPort}`];
  const account = { region: 'eu-west-3', accessKeyId: 'a', secretAccessKey: 'b', optOutList: 'Default' };
  const push = { id: randomUUID(), number: sent.to, isOut: true, at: Date.now() };
  const step = SOURCE_VENDORS.get('aws')?.push?.first(account, push, { baseUrl, now: Date.now() });
  if (!step) throw new Error('aws takes no opt-outs.');
  const call = new HttpCall({ baseUrl, connections: 1 });
  expect(step.read(await readAnswer(call, step.request, step.accepted))).toBe('done');
  await call.close();
  expect((await at.submit(sent))[0]).toMatchObject({ outcome: 'refused', class: 'opted-out' });
  await at.close();
});

it('vonage reports each part of a long text, and delivers a long reply in parts', async () => {
  const at = await start('vonage');
  const sent = message(handset(), { text: 'Soldes '.repeat(40) });
  const [result] = await at.submit(sent);
  if (result?.outcome !== 'accepted') throw new Error('It was not taken.');
  expect(result.partIds).toHaveLength(2);
  await eventually('a receipt of each part', () =>
    result.partIds?.every((id) => at.receipts().some((r) => r.id === id)),
  );
  expect(at.receipts()).toMatchObject([{ reference: sent.reference }, { reference: sent.reference }]);
  await at.rig.reply(`${'Bonjour '.repeat(20)}STOP`, sent.to);
  const parts = await eventually('both parts', () => (at.replies().length === 2 ? at.replies() : undefined));
  expect(parts.map(({ part }) => [part?.total, part?.sequence]).sort()).toEqual([
    [2, 1],
    [2, 2],
  ]);
  await at.close();
});

it('repeats callbacks, sends undocumented words, and a receipt before its response', async () => {
  const at = await start('smsmode');
  await at.rig.behave({ repeatDeliverRate: 1, unknownStateRate: 1, receiptBeforeResponse: true });
  const [result] = await at.submit(message(handset()));
  expect(result).toMatchObject({ outcome: 'accepted' });
  expect(at.calls.length).toBeGreaterThan(0);
  await eventually('all came', () => at.receipts().length === 2 && at.calls.length === 4);
  await at.close();
});
