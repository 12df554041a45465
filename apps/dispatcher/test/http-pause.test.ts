import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type ClearedMessage,
  type NotificationMessage,
  clearedInformative,
  notificationMessages,
  optOutKey,
  optOuts,
} from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { ProviderState } from '../src/operator/provider-state';
import { Bed, advertiserId } from './bed';
import { type Behaviour, HttpProviderPeer, accept } from './http-provider';

// A provider that requests a pause of ten minutes holds up nothing that could leave or end meanwhile.

const HOUR_MS = 3_600_000;

let bed: Bed;
let provider: HttpProviderPeer;
let service: RunningService;

beforeAll(async () => {
  [bed, provider] = await Promise.all([Bed.make(), HttpProviderPeer.start()]);
});
afterEach(() => service.close());
afterAll(async () => {
  await bed.end();
  await provider.stop();
});

/**
 * Starts a dispatcher with the provider, one call at a time, and `alpha` over SMPP. Adverts to Italy use the provider alone;
 * confirmations may use both, as all numbers are French.
 */
async function start(routeClosedAfterMs: number): Promise<void> {
  const account = { host: '127.0.0.1', port: bed.operator.smppPort, systemId: 'stopsms', codes: ['*'] };
  const alpha = { ...account, name: 'alpha', passwordFrom: 'OPERATOR_PASSWORD' };
  const settings = provider.settings(
    { maxInFlight: 1, codes: ['*'] },
    { providers: [alpha], routes: { IT: ['smsmode'], '*': ['smsmode', 'alpha'] } },
  );
  service = await bed.startReady({
    ...settings,
    OPERATOR_PASSWORD: 'stopsms',
    ROUTE_CLOSED_AFTER_MS: String(routeClosedAfterMs),
  });
  await eventually('alpha is bound', async () => (await stateOf('alpha'))?.bound === 1);
}

async function stateOf(name: string): Promise<ProviderState | undefined> {
  const { items } = (await (await fetch(`${service.url}/v1/providers`)).json()) as { items: ProviderState[] };
  return items.find((each) => each.name === name);
}

const pausesFor =
  (seconds: number): Behaviour =>
  (response) =>
    void response.writeHead(429, { 'retry-after': String(seconds) }).end();

async function send(behaviour: Behaviour, messages: ClearedMessage[]): Promise<void> {
  for (const { to } of messages) provider.behaves(to, behaviour);
  await bed.adverts(messages);
}

const submitsOf = (messages: ClearedMessage[]): number =>
  messages.reduce((sum, { messageId }) => sum + provider.countOf(provider.submits, messageId), 0);

/** Sends the confirmation of an opt-out. */
async function confirm({ recipientKey, to }: ClearedMessage): Promise<NotificationMessage> {
  const value = {
    ...{ state: 'out' as const, scope: advertiserId, episodeId: randomUUID(), at: Date.now() },
    ...{ source: 'sms' as const, evidenceId: 'e' },
  };
  const [after] = await bed.put(optOuts, [{ key: optOutKey(recipientKey, advertiserId), value }]);
  const confirmation: NotificationMessage = {
    ...{ messageId: randomUUID(), kind: 'confirmation', advertiserId, recipientKey, to, text: 'STOP', sender: '36180' },
    ...{ ...(after && { after }), expiresAt: Date.now() + HOUR_MS, at: Date.now() },
  };
  await bed.put(notificationMessages, [{ key: recipientKey, value: confirmation }]);
  return confirmation;
}

test('the second operator of the route takes over, and readiness names the pause', async () => {
  await start(HOUR_MS);
  const adverts = Array.from({ length: 10 }, () => bed.cleared());
  await send(pausesFor(600), adverts);
  for (const { messageId } of adverts)
    expect(await bed.ends(messageId, 30_000)).toMatchObject({ status: 'submitted', provider: 'alpha' });
  expect(submitsOf(adverts)).toBe(1);
  expect(await stateOf('smsmode')).toMatchObject({
    circuit: 'closed',
    waiting: { service: 0, informative: 0, marketing: 0 },
    problem: expect.stringMatching(/smsmode is paused \(throttled\).*another \d+ s/) as string,
  });
  await eventually('readiness names the pause', async () => {
    const answer = await fetch(`${service.url}/health/ready`);
    return answer.status === 200 && (await answer.text()).includes('smsmode is paused');
  });
});

test('an advert that waits for the provider is withdrawn by a STOP, and its confirmation leaves', async () => {
  await start(HOUR_MS);
  const advert = bed.cleared({ region: 'IT' });
  await send(pausesFor(600), [advert]);
  await eventually('the provider refuses it', () => submitsOf([advert]) === 1);
  const { messageId } = await confirm(advert);
  expect(await bed.ends(messageId, 30_000)).toMatchObject({ status: 'submitted', provider: 'alpha' });
  expect(await bed.ends(advert.messageId, 30_000)).toMatchObject({ status: 'blocked', code: 'OPTED_OUT' });
  expect(submitsOf([advert])).toBe(1);
});

test('messages of its route alone are returned, and a code to another country behind them leaves', async () => {
  await start(500);
  const more = { to: bed.nextHandset(), category: 'informative' as const, scopes: ['*'], text: 'Code 482913' };
  const [italian, other] = [bed.cleared({ ...more, region: 'IT' }), bed.cleared(more)];
  provider.behaves(more.to, pausesFor(600));
  await bed.put(
    clearedInformative,
    [italian, other].map((value) => ({ key: value.recipientKey, value })),
  );
  expect(await bed.ends(italian.messageId, 30_000)).toMatchObject({ status: 'expired', code: 'ROUTE_CLOSED' });
  expect(await bed.ends(other.messageId, 30_000)).toMatchObject({ status: 'submitted', provider: 'alpha' });
});

test('the provider takes messages again once the pause is over', async () => {
  await start(HOUR_MS);
  const times: number[] = [];
  const advert = bed.cleared({ region: 'IT' });
  const behaviour: Behaviour = (response, take, request) => {
    times.push(Date.now());
    (request === 1 ? pausesFor(6) : accept)(response, take, request);
  };
  await send(behaviour, [advert]);
  expect(await bed.ends(advert.messageId, 30_000)).toMatchObject({ status: 'submitted', provider: 'smsmode' });
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(6_000);
  expect(await stateOf('smsmode')).not.toHaveProperty('problem');
});
