import { RetentionJob } from '@stopsms/service';
import { Receiver, eventually } from '@stopsms/testing';
import { Bed, SEALING, newSecret, sealedSecrets, stopBySms } from './bed';
import { deliveries, delivery } from './webhook-list';

let bed: Bed;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
});

afterAll(async () => {
  await bed.end();
  receiver.close();
});

it('holds calls while the key of the secrets is not set, and makes them once it is', async () => {
  const unsigned = await bed.startReady();
  const advertiser = await bed.hooked(receiver.url('/held'));
  await bed.optOut(stopBySms('+33639980001', [advertiser.id]));
  expect(await delivery('held', unsigned, advertiser.id)).toMatchObject({
    attempts: 0,
    result: 'WEBHOOK_SECRETS_KEY is not set: the call cannot be signed and waits',
  });
  await unsigned.close();
  expect(receiver.calls).toEqual([]);

  const signing = await bed.startReady(SEALING);
  await delivery('delivered', signing, advertiser.id);
  expect(receiver.on('/held')).toHaveLength(1);
  await signing.close();
});

it('holds calls for an advertiser without a secret, and makes them once it has one', async () => {
  const service = await bed.startReady(SEALING);
  const without = await bed.advertiser({ webhookUrl: receiver.url('/waits') });
  await bed.optOut(stopBySms('+33639980001', [without.id]));
  expect(await delivery('held', service, without.id)).toMatchObject({
    attempts: 0,
    result: 'the advertiser has no webhook secret: the call cannot be signed and waits until one is made',
  });
  const other = await bed.hooked(receiver.url('/goes-on'));
  await bed.optOut(stopBySms('+33639980001', [other.id]));
  await delivery('delivered', service, other.id);
  expect(receiver.on('/waits')).toEqual([]);

  await bed.advertiser({ ...without, webhookSecrets: sealedSecrets(without.id, [newSecret()]) });
  await delivery('delivered', service, without.id);
  expect(receiver.on('/waits')).toHaveLength(1);
  await service.close();
});

it('gives up a call that was held for 30 days, and deletes its number', async () => {
  const service = await bed.startReady(SEALING);
  const without = await bed.advertiser({ webhookUrl: receiver.url('/never') });
  await bed.optOut(stopBySms('+33639980003', [without.id]));
  await delivery('held', service, without.id);
  const row = `FROM notification.webhook_delivery WHERE advertiser_id = '${without.id}'`;
  const numbers = () =>
    bed.sql(`SELECT state, msisdn, give_up_at - queued_at = interval '30 days' AS "isMonth" ${row}`);
  await service.get(RetentionJob).apply();
  expect(await numbers()).toEqual([{ state: 'held', msisdn: '+33639980003', isMonth: true }]);
  await bed.sql(`UPDATE notification.webhook_delivery SET give_up_at = now() WHERE advertiser_id = '${without.id}'`);
  await service.get(RetentionJob).apply();
  expect(await numbers()).toMatchObject([{ state: 'failed', msisdn: null }]);
  await service.close();
});

it('calls nothing without TLS in production mode, whatever is set', async () => {
  const production = {
    STOPSMS_MODE: 'production',
    OPERATOR_KEYS: `alice:${'a1'.repeat(32)}`,
    ALLOW_PLAIN_KAFKA: 'true',
    ALLOW_PLAIN_POSTGRES: 'true',
  };
  const service = await bed.startReady({ ...SEALING, ...production, WEBHOOK_ALLOW_PRIVATE: 'true' });
  const advertiser = await bed.hooked(receiver.url('/plain'));
  await bed.optOut(stopBySms('+33639980001', [advertiser.id]));
  await eventually('an attempt is refused', async () => {
    const [row] = await bed.sql(
      `SELECT state, result FROM notification.webhook_delivery WHERE advertiser_id = '${advertiser.id}'`,
    );
    expect(row).toEqual({ state: 'pending', result: 'webhookUrl must be https in production mode' });
    return true;
  });
  expect(receiver.on('/plain')).toEqual([]);
  await service.close();
});

it.each(['127.0.0.1', 'localhost'])(
  'refuses the private address behind %s where such are not allowed',
  async (host) => {
    const wary = await bed.startReady({ ...SEALING, WEBHOOK_ALLOW_PRIVATE: 'false' });
    const advertiser = await bed.hooked(receiver.url('/private').replace('127.0.0.1', host));
    await bed.optOut(stopBySms('+33639980002', [advertiser.id]));
    await eventually('an attempt is refused', async () => {
      const result = 'webhookUrl leads to a private address, which is not called';
      expect((await deliveries(wary, advertiser.id))[0]).toMatchObject({ state: 'pending', result });
      return true;
    });
    expect(receiver.on('/private')).toEqual([]);
    await wary.close();
  },
);

it.each([
  [{ WEBHOOK_SECRETS_KEY: 'short' }, /WEBHOOK_SECRETS_KEY is wrong: .*32/],
  [{ WEBHOOK_ALLOW_PRIVATE: 'perhaps' }, /WEBHOOK_ALLOW_PRIVATE is wrong/],
])('does not start with %j', async (env, problem) => {
  await expect(bed.start(env)).rejects.toThrow(problem);
});
