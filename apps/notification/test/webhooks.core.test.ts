import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import type { OptOutChanged } from '@stopsms/contracts';
import { Receiver, eventually, keys, pseudonyms } from '@stopsms/testing';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { Bed, SEALING, newSecret, sealedSecrets, stopBySms } from './bed';
import { deliveries, delivery as deliveryIn } from './webhook-list';

let bed: Bed;
let service: RunningService;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
  service = await bed.startReady(SEALING);
});

afterAll(async () => {
  await bed.end();
  receiver.close();
});

const dataOf = (call: { body: string } | undefined) =>
  (JSON.parse(call?.body ?? '{}') as { data: { scope: string; recipientKey: string; msisdn?: string } }).data;
const headersOf = ({ headers }: Receiver['calls'][number]) => headers as Record<string, string>;

it('calls until it is answered, with the same id, signed anew each time', async () => {
  const [secret, another] = [newSecret(), newSecret()];
  const advertiser = await bed.hooked(receiver.url('/fails-twice', 500, 503, 200), [secret]);
  const stop = stopBySms('+33639980001', [advertiser.id]);
  await bed.optOut(stop);
  const delivery = await deliveryIn('delivered', service, advertiser.id);
  expect(delivery).toMatchObject({ attempts: 3, result: 'answered 200', changeId: stop.changeId });

  const calls = receiver.on('/fails-twice');
  expect(calls).toHaveLength(3);
  for (const call of calls) {
    const { body } = call;
    expect(new Webhook(secret).verify(body, headersOf(call))).toEqual({
      type: 'opt-out.changed',
      timestamp: new Date(stop.at).toISOString(),
      data: {
        change: 'opted-out',
        advertiserId: advertiser.id,
        scope: advertiser.id,
        recipientKey: pseudonyms.of(keys.keyOf('+33639980001'), advertiser.id),
        msisdn: '+33639980001',
        source: 'sms',
      },
    });
    expect(call.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': delivery.id });
    const forged =
      (by: string, text: string, more = {}) =>
      () =>
        new Webhook(by).verify(text, { ...headersOf(call), ...more });
    expect(forged(another, body)).toThrow(WebhookVerificationError);
    expect(forged(secret, body.replace('sms', 'api'))).toThrow(WebhookVerificationError);
    expect(forged(secret, body, { 'webhook-id': randomUUID() })).toThrow(WebhookVerificationError);
  }
});

it('signs with both secrets while one is changed, then with the new one alone', async () => {
  const [old, next] = [newSecret(), newSecret()];
  const advertiser = await bed.hooked(receiver.url('/changes'), [old, next]);
  await bed.optOut(stopBySms('+33639980001', [advertiser.id]));
  await deliveryIn('delivered', service, advertiser.id);
  const [both] = receiver.on('/changes');
  for (const secret of [old, next]) {
    expect(new Webhook(secret).verify(both?.body ?? '', headersOf(both as never))).toBeDefined();
  }
  await bed.hooked(receiver.url('/changes'), [next], { id: advertiser.id });
  await bed.optOut(stopBySms('+33639980001', [advertiser.id]));
  const call = await eventually('a second call comes', () => receiver.on('/changes')[1]);
  expect(new Webhook(next).verify(call.body, headersOf(call))).toBeDefined();
  expect(() => new Webhook(old).verify(call.body, headersOf(call))).toThrow('No matching signature found');
});

it('signs nothing with a secret that was sealed for another advertiser, or with another key', async () => {
  const lorane = await bed.hooked(receiver.url('/sealed'));
  const taken = { webhookUrl: receiver.url('/taken'), webhookSecrets: lorane.webhookSecrets ?? [] };
  const id = randomUUID();
  const other = sealedSecrets(id, [newSecret()], Buffer.alloc(32, 7).toString('base64'));
  const thieves = [
    await bed.advertiser(taken),
    await bed.advertiser({ id, webhookUrl: receiver.url('/taken'), webhookSecrets: other }),
  ];
  for (const thief of thieves) {
    await bed.optOut(stopBySms('+33639980001', [thief.id]));
    await eventually('an attempt has failed', async () => {
      const result = 'WEBHOOK_SECRETS_KEY does not open the advertiser’s webhook secrets: the call cannot be signed';
      expect((await deliveries(service, thief.id))[0]).toMatchObject({ state: 'pending', result });
      return true;
    });
  }
  expect(receiver.on('/taken')).toEqual([]);
});

it('does not call again for an event that comes again, and deletes the number once it is delivered', async () => {
  const advertiser = await bed.hooked(receiver.url('/once'));
  const stop = stopBySms('+33639980002', [advertiser.id]);
  await bed.optOut(stop);
  await deliveryIn('delivered', service, advertiser.id);
  await bed.optOut(stop);
  const later = { ...stop, changeId: randomUUID(), change: 'repeated' as const };
  await bed.optOut(later);
  await eventually('the later event is delivered', () =>
    receiver.on('/once').some(({ body }) => body.includes('repeated')),
  );
  expect(receiver.on('/once')).toHaveLength(2);
  const rows = await bed.sql(`SELECT count(*)::int AS kept FROM notification.webhook_delivery
    WHERE msisdn IS NOT NULL AND advertiser_id = '${advertiser.id}'`);
  expect(rows).toEqual([{ kept: 0 }]);
});

it('stores confirmation and call together or not at all', async () => {
  const advertiser = await bed.hooked(receiver.url('/together'));
  const stop = stopBySms('+33639980010', [advertiser.id]);
  const count = async (table: string) =>
    (await bed.sql(`SELECT FROM notification.${table} WHERE recipient_key = $1`, [stop.recipientKey])).length;
  const holder = await bed.session();
  await holder.query('BEGIN; LOCK TABLE notification.webhook_delivery IN EXCLUSIVE MODE');
  await bed.optOut(stop);
  await eventually('the call waits for the table', async () => {
    const waiting = `wait_event_type = 'Lock' AND query LIKE '%INSERT INTO webhook_delivery%'`;
    return (await bed.sql(`SELECT FROM pg_stat_activity WHERE ${waiting}`)).length > 0;
  });
  expect([await count('service_message'), await count('webhook_delivery')]).toEqual([0, 0]);
  await holder.end();
  await deliveryIn('delivered', service, advertiser.id);
  expect([await count('service_message'), await count('webhook_delivery')]).toEqual([1, 1]);
});

it('notifies every advertiser with a webhook of an opt-out from everybody, whatever its source', async () => {
  const published = [await bed.hooked(receiver.url('/first')), await bed.hooked(receiver.url('/second'))];
  const { msisdn: _, code: __, ...event } = stopBySms('+33639980003', []);
  const optOuts = [{ scope: '*', advertiserId: null, episodeId: randomUUID() }];
  const known = stopBySms('+33639980003', [published[1]?.id ?? ''], {
    source: 'api',
    recipientKey: event.recipientKey,
  });
  await bed.optOut(known);
  await eventually('both advertisers are known', () => receiver.on('/second').length === 1);
  await bed.optOut({ ...event, optOuts, source: 'erasure' } as OptOutChanged);
  for (const { id } of published) {
    const delivery = await eventually('the call is delivered', async () =>
      (await deliveries(service, id)).find(({ state, scope }) => state === 'delivered' && scope === '*'),
    );
    expect(delivery.attempts).toBe(1);
  }
  expect(dataOf(receiver.on('/first')[0])).toMatchObject({ scope: '*', advertiserId: published[0]?.id });
  expect(receiver.on('/first')[0]?.body).not.toContain('msisdn');
});

it('sends the number only to advertisers that have it already', async () => {
  const texted = await bed.hooked(receiver.url('/texted'));
  const silent = await bed.hooked(receiver.url('/on-the-same-code'));
  const published = (path: string, n: number) =>
    eventually(`call ${n} comes to ${path}`, () => {
      const call = receiver.on(path)[n - 1];
      return call && dataOf(call);
    });
  // Both are known from here on, so that an opt-out from everybody finds them.
  const unattributed = { attributed: false, numberKnownTo: [texted.id] };
  await bed.optOut(stopBySms('+33639980007', [texted.id, silent.id], unattributed));
  expect(await published('/texted', 1)).toMatchObject({ msisdn: '+33639980007' });
  expect(await published('/on-the-same-code', 1)).not.toHaveProperty('msisdn');

  const stopAll = stopBySms('+33639980008', [], { numberKnownTo: [texted.id] });
  await bed.optOut({ ...stopAll, optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }] });
  expect(await published('/texted', 2)).toMatchObject({ scope: '*', msisdn: '+33639980008' });
  expect(await published('/on-the-same-code', 2)).toMatchObject({ scope: '*' });

  // Nor does anything reveal to the two that both calls concern the same person.
  const [a, b] = [await published('/texted', 2), await published('/on-the-same-code', 2)];
  expect(a.recipientKey).not.toBe(b.recipientKey);
  for (const { body, headers } of receiver.calls) {
    expect(body + JSON.stringify(headers)).not.toContain(keys.keyOf('+33639980008'));
  }

  // As an older suppression publishes it.
  const { numberKnownTo: _, ...older } = stopBySms('+33639980009', [texted.id]);
  await bed.optOut(older);
  expect(await published('/texted', 3)).not.toHaveProperty('msisdn');
  expect(receiver.on('/on-the-same-code').map(({ body }) => body)).not.toEqual(
    expect.arrayContaining([expect.stringContaining('msisdn')]),
  );
});

it('notifies all accounts of a legal entity of an opt-out, and one account of a return', async () => {
  const one = await bed.hooked(receiver.url('/one-account'));
  const other = await bed.hooked(receiver.url('/other-account'), undefined, { entityId: one.id });
  await bed.optOut(stopBySms('+33639980021', [other.id]));
  await eventually('both are known', () => receiver.on('/one-account').length === 1);
  const stop = stopBySms('+33639980022', [one.id]);
  await bed.optOut({ ...stop, changeId: randomUUID(), change: 'returned', at: stop.at + 1 });
  await bed.optOut(stop);
  const delivery = await eventually('the other is published', () => receiver.on('/other-account')[1]);
  expect(dataOf(delivery)).toMatchObject({ change: 'opted-out', advertiserId: other.id, scope: other.id });
  expect(delivery.body).not.toContain('msisdn');
  await eventually('the one is published of all', () => receiver.on('/one-account').length === 3);
  expect(receiver.on('/other-account')).toHaveLength(2);
});

it.each([
  ['follows no redirect', '/redirects', 302, 'answered 302; redirects are not followed'],
  ['waits no longer than five seconds', '/silent', 0, 'no answer within 5 s'],
])('%s', async (_, path, status, result) => {
  const advertiser = await bed.hooked(receiver.url(path, status));
  await bed.optOut(stopBySms('+33639980004', [advertiser.id]));
  await eventually('an attempt has failed', async () => {
    expect((await deliveries(service, advertiser.id))[0]).toMatchObject({ state: 'pending', result });
    return true;
  });
  expect(receiver.on('/elsewhere')).toEqual([]);
});

it.each([
  ['a URL that is none', 'not a url', 'webhookUrl is not a URL'],
  ['another protocol', 'ftp://example.com/', 'webhookUrl must be http or https, not ftp:'],
  ['a closed port', 'http://127.0.0.1:1/', 'no connection: ECONNREFUSED'],
  ['a name that does not exist', 'http://nowhere.invalid/', expect.stringMatching(/^no connection: E/)],
])('retries and gives the reason when the webhook is %s', async (_, webhookUrl, result) => {
  const advertiser = await bed.hooked(webhookUrl);
  await bed.optOut(stopBySms('+33639980005', [advertiser.id]));
  await eventually('an attempt has failed', async () => {
    expect((await deliveries(service, advertiser.id))[0]).toMatchObject({ state: 'pending', result });
    return true;
  });
});

it('gives up after a day', async () => {
  const advertiser = await bed.hooked(receiver.url('/broken', 500));
  await bed.optOut(stopBySms('+33639980006', [advertiser.id]));
  await deliveryIn('pending', service, advertiser.id);
  await bed.sql(`UPDATE notification.webhook_delivery SET give_up_at = give_up_at - interval '1 day'
    WHERE advertiser_id = '${advertiser.id}'`);
  expect(await deliveryIn('failed', service, advertiser.id)).toMatchObject({ result: 'answered 500' });
  const made = receiver.on('/broken').length;
  await bed.optOut(stopBySms('+33639980006', [(await bed.hooked(receiver.url('/after'))).id]));
  await eventually('later calls are made', () => receiver.on('/after').length === 1);
  expect(receiver.on('/broken')).toHaveLength(made);
});

it('makes one call per event when several replicas share the work', async () => {
  await bed.startReady(SEALING);
  const advertiser = await bed.hooked(receiver.url('/busy'));
  const stops = Array.from({ length: 100 }, (_, n) => stopBySms(`+3363998${2_000 + n}`, [advertiser.id]));
  await Promise.all(stops.map((stop) => bed.optOut(stop)));
  await eventually('all are delivered', async () => {
    const all = await deliveries(service, advertiser.id);
    return all.length === 100 && all.every(({ state }) => state === 'delivered');
  });
  // One that was answered too late for us, on a busy machine, is an attempt more.
  const attempts = (await deliveries(service, advertiser.id)).map((delivery) => delivery.attempts);
  expect(receiver.on('/busy')).toHaveLength(attempts.reduce((sum, made) => sum + made, 0));
});
