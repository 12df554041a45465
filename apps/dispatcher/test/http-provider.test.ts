import type { RunningService } from '@stopsms/bootstrap';
import {
  type ClearedMessage,
  type MessageStatus,
  type OperatorOptOut,
  messageStatus,
  operatorOptOuts,
} from '@stopsms/contracts';
import { type AppProcess, type Seen, eventually, startAppProcess } from '@stopsms/testing';
import { Bed } from './bed';
import { type Behaviour, HttpProviderPeer, accept } from './http-provider';

// A provider over HTTP that fails in each way, before and after it took a message: it never receives one twice.

let bed: Bed;
let provider: HttpProviderPeer;
let statuses: Seen<MessageStatus>[];
let optOuts: Seen<OperatorOptOut>[];

beforeAll(async () => {
  [bed, provider] = await Promise.all([Bed.make(), HttpProviderPeer.start()]);
  [statuses, optOuts] = await Promise.all([
    bed.collect<MessageStatus>(messageStatus),
    bed.collect<OperatorOptOut>(operatorOptOuts),
  ]);
});
afterAll(async () => {
  await bed.end();
  await provider.stop();
});

const statusesOf = ({ messageId }: ClearedMessage) => bed.of(messageId).map(({ status }) => status);
const submitsOf = ({ messageId }: ClearedMessage) => provider.countOf(provider.submits, messageId);
const lookupsOf = ({ messageId }: ClearedMessage) => provider.countOf(provider.lookups, messageId);

/** Sends an advert to a recipient for whom the provider behaves so. */
async function send(behaviour: Behaviour): Promise<ClearedMessage> {
  const advert = bed.cleared();
  provider.behaves(advert.to, behaviour);
  await bed.adverts([advert]);
  return advert;
}

/** Last status of a message, once it is this one. */
const becomes = (advert: ClearedMessage, status: MessageStatus['status']) =>
  eventually(`the advert is ${status}`, () => {
    const last = bed.last(advert.messageId);
    return last?.status === status ? last : undefined;
  });

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(body);

const takenThen =
  (then: Behaviour): Behaviour =>
  (response, take, request) => {
    take();
    then(response, take, request);
  };

describe('a dispatcher', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await bed.startReady(provider.settings());
  });
  afterAll(() => service.close());

  test('publishes the id, the parts and the final message of the answer', async () => {
    const advert = await send(accept);
    const { messageId, text } = advert;
    expect(await becomes(advert, 'submitted')).toMatchObject({
      ...{ provider: 'smsmode', smscIds: [`id-${messageId}`], parts: 2 },
      final: { text: `${text} STOP 36034`, parts: 2, price: { amount: 0.1, currency: 'EUR' } },
    });
  });

  test('publishes the opt-out that a refusal reports, then the status with its class', async () => {
    const advert = await send(answer(400, '{"message":"Recipient is blacklisted","errorCode":"B1"}'));
    expect(await becomes(advert, 'rejected')).toMatchObject({ code: 'OPERATOR_REJECTED', refusal: 'opted-out' });
    const { messageId, advertiserId, recipientKey } = advert;
    const [optOut, status] = await eventually('both are published', () => {
      const both = [optOuts, statuses].map((seen) => seen.filter(({ key }) => key === recipientKey));
      return both.every(({ length }) => length > 0) && both.map((seen) => seen.at(-1));
    });
    expect(optOuts.filter(({ key }) => key === recipientKey).map(({ value }) => value)).toEqual([
      { messageId, advertiserId, recipientKey, provider: 'smsmode', at: expect.any(Number) },
    ]);
    // By the clock of the broker: the status is sent once the opt-out is acknowledged.
    expect(optOut?.appendedAt).toBeLessThanOrEqual(status?.appendedAt ?? 0);
    expect(submitsOf(advert)).toBe(1);
  });

  test('submits again after a 429, no sooner than requested', async () => {
    const times: number[] = [];
    const advert = await send((response, take, request) => {
      times.push(Date.now());
      return request === 1 ? response.writeHead(429, { 'retry-after': '2' }).end() : accept(response, take, request);
    });
    await becomes(advert, 'submitted');
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2_000);
    expect(provider.takenBy(advert.to)).toHaveLength(1);
  });

  test('looks up what a provider took and then did not answer for, in each way', async () => {
    const failures: Behaviour[] = [
      answer(500, '{}'),
      answer(200, '<html>Welcome</html>'),
      answer(200, '{"errorCode":31}'),
      answer(302, '', { location: '/elsewhere' }),
      (response) => void response.destroy(),
      (response) => void response.writeHead(201, { 'content-length': '99' }).write('{', () => response.destroy()),
      (response) => void response.writeHead(200),
    ];
    const adverts = await Promise.all(failures.map((then) => send(takenThen(then))));
    for (const advert of adverts) {
      await becomes(advert, 'submitted');
      expect(statusesOf(advert)).toEqual(['unknown', 'submitted']);
      expect(bed.last(advert.messageId)).toMatchObject({
        ...{ smscIds: [`id-${advert.messageId}`], parts: 2 },
        final: { text: `${advert.text} STOP 36034`, parts: 2 },
      });
      expect(bed.last(advert.messageId)).not.toHaveProperty('textDigest');
      expect(submitsOf(advert)).toBe(1);
    }
  });

  test('never repeats a message that the provider may have accepted, even if it does not list it', async () => {
    const advert = await send(answer(500, '{}'));
    await eventually('it is looked up again', () => lookupsOf(advert) >= 2);
    expect(statusesOf(advert)).toEqual(['unknown']);
    expect(submitsOf(advert)).toBe(1);
  });

  test('keeps messages that are refused for the account, until it takes them', async () => {
    let isLocked = true;
    const locked: Behaviour = (response, take, request) =>
      isLocked ? response.writeHead(403).end('{"message":"Channel type mismatch"}') : accept(response, take, request);
    const adverts = [await send(locked), await send(locked)];
    await eventually('it is refused', () => adverts.some((advert) => submitsOf(advert) > 0));
    isLocked = false;
    for (const advert of adverts) {
      await becomes(advert, 'submitted');
      expect(provider.takenBy(advert.to)).toHaveLength(1);
    }
  });
});

describe('a provider that appends the mention', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await bed.startReady(provider.settings({ mention: 'append' }));
  });
  afterAll(() => service.close());

  const sentWith =
    (code: string): Behaviour =>
    (response) => {
      const text = `${provider.taken.at(-1)?.body.text} STOP ${code}`;
      response.writeHead(201).end(JSON.stringify({ messageId: `id-${code}`, body: { text, messagePartCount: 1 } }));
    };

  test('gets the advert without ours; another code in its text is published and counted', async () => {
    const same = await send(takenThen(sentWith('36180')));
    const { final } = await becomes(same, 'submitted');
    expect(final).toEqual({ parts: 1 });
    expect(provider.takenBy(same.to)).toMatchObject([{ body: { text: 'Lorane : -30% samedi', stop: true } }]);
    const other = await send(takenThen(sentWith('36034')));
    expect(await becomes(other, 'submitted')).toMatchObject({ final: { text: 'Lorane : -30% samedi STOP 36034' } });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_provider_texts_differ_total\{provider="smsmode"[^}]*\} 1\n/);
  });
});

describe('killed between request and answer', () => {
  const running: AppProcess[] = [];
  const start = async (): Promise<AppProcess> => {
    const dispatcher = await startAppProcess('dispatcher', (port) =>
      bed.env({ PORT: String(port), ...provider.settings() }),
    );
    running.push(dispatcher);
    return dispatcher;
  };

  afterAll(() => Promise.all(running.map((dispatcher) => dispatcher.stop())));

  test('a message becomes unknown, and its successor learns from the provider that it was taken', async () => {
    const first = await start();
    const before = await send(accept);
    await becomes(before, 'submitted');
    const advert = await send(takenThen(() => undefined));
    const never = await send(() => undefined);
    await eventually('both are with the provider', () => submitsOf(advert) + submitsOf(never) === 2);
    await first.kill();
    await start();
    await becomes(advert, 'submitted');
    await eventually('the other is looked up', () => lookupsOf(never) > 0);
    expect(statusesOf(advert)).toEqual(['unknown', 'submitted']);
    expect(bed.last(advert.messageId)).toMatchObject({ final: { text: `${advert.text} STOP 36034` } });
    expect(statusesOf(never)).toEqual(['unknown']);
    expect([submitsOf(advert), submitsOf(never)]).toEqual([1, 1]);
  });
});
