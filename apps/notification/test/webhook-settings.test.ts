import { eventually } from '@stopsms/testing';
import { Bed, stopBySms } from './bed';
import { Receiver } from './receiver';
import { deliveries, delivery } from './webhook-list';

const SECRET = 'a secret that both sides have, 1234567890';

let bed: Bed;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
});

afterAll(async () => {
  await bed.end();
  receiver.close();
});

it('holds calls while no secret is set, and makes them once one is', async () => {
  const unsigned = await bed.startReady();
  const advertiser = await bed.advertiser({ webhookUrl: receiver.url('/held') });
  await bed.optOut(stopBySms('+33639980001', [advertiser.id]));
  expect(await delivery('held', unsigned, advertiser.id)).toMatchObject({
    attempts: 0,
    result: 'WEBHOOK_SIGNING_SECRET is not set: the call cannot be signed and waits',
  });
  await unsigned.close();
  expect(receiver.calls).toEqual([]);

  const signing = await bed.startReady({ WEBHOOK_SIGNING_SECRET: SECRET });
  await delivery('delivered', signing, advertiser.id);
  expect(receiver.on('/held')).toHaveLength(1);
  await signing.close();
});

it.each(['127.0.0.1', 'localhost'])(
  'refuses the private address behind %s where such are not allowed',
  async (host) => {
    const wary = await bed.startReady({ WEBHOOK_SIGNING_SECRET: SECRET, WEBHOOK_ALLOW_PRIVATE: 'false' });
    const advertiser = await bed.advertiser({ webhookUrl: receiver.url('/private').replace('127.0.0.1', host) });
    await bed.optOut(stopBySms('+33639980002', [advertiser.id]));
    await eventually('an attempt is refused', async () => {
      const result = 'webhookUrl leads to a private address, where webhooks are not sent';
      expect((await deliveries(wary, advertiser.id))[0]).toMatchObject({ state: 'pending', result });
      return true;
    });
    expect(receiver.on('/private')).toEqual([]);
    await wary.close();
  },
);

it.each([
  [{ WEBHOOK_SIGNING_SECRET: 'short' }, /WEBHOOK_SIGNING_SECRET is wrong: .*32/],
  [{ WEBHOOK_ALLOW_PRIVATE: 'perhaps' }, /WEBHOOK_ALLOW_PRIVATE is wrong/],
])('does not start with %j', async (env, problem) => {
  await expect(bed.start(env)).rejects.toThrow(problem);
});
