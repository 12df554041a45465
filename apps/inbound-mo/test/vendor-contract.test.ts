// Receipts and replies from the simulator's API of each vendor: valid, forged, repeated, and with undocumented words.
import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type MessageStatus,
  type MoReceived,
  type Receipt,
  type Reply,
  moReceived,
  receipts,
  replies,
} from '@stopsms/contracts';
import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import { type HttpProvider, HttpCall, VendorClient, readProviders } from '@stopsms/providers';
import { type TestVendor, TestVendors, eventually, freePort, keys } from '@stopsms/testing';
import { Bed, newHandset, submitted } from './bed';

const CODE = '36180';

let bed: Bed;
let vendors: TestVendors;
let service: RunningService;
let acme: Advertiser;
let received: MoReceived[];
let read: Reply[];
let settled: Receipt[];

beforeAll(async () => {
  const port = await freePort();
  [bed, vendors] = await Promise.all([Bed.make(), TestVendors.start(port)]);
  service = await bed.startReady({ ...vendors.settings, PORT: String(port) });
  [received, read, settled] = await Promise.all([bed.values(moReceived), bed.values(replies), bed.values(receipts)]);
  acme = await bed.brand('Acme', [CODE]);
});
afterAll(async () => {
  await bed.end();
  await vendors.stop();
});
afterEach(() =>
  Promise.all(
    VENDOR_NAMES.map((name) =>
      vendors.of(name).behave({ wrongSignatureRate: 0, repeatDeliverRate: 0, unknownStateRate: 0 }),
    ),
  ),
);

/** Provider as services read it in their PROVIDERS_FILE. */
function providerOf(name: VendorName): HttpProvider {
  const fail = (problem: string) => {
    throw new Error(problem);
  };
  const { providers } = readProviders(vendors.settings['PROVIDERS_FILE'] ?? '', vendors.settings, fail, true) ?? {};
  const provider = providers?.find((each) => each.name === name);
  if (provider?.kind !== 'http') throw new Error(`${name} is no provider.`);
  return provider;
}

/** Submits an advert and publishes its status, as the dispatcher does. */
async function send({ name }: TestVendor, handset: string): Promise<MessageStatus> {
  const { vendor, baseUrl, account, callbackUrl } = providerOf(name);
  const call = new HttpCall({ baseUrl, connections: 1 });
  const settings = { account, baseUrl, now: Date.now, ...(callbackUrl && { callbackUrl }) };
  const reference = randomUUID();
  const advert = { reference, from: CODE, to: handset, text: 'Soldes. STOP 36180', category: 'marketing' } as const;
  const result = await new VendorClient(call, vendor.adapter(settings)).submit([advert], () => true);
  await call.close();
  const [taken] = result.outcome === 'done' ? result.results : [];
  if (taken?.outcome !== 'accepted') throw new Error(`${name} did not take the advert: ${JSON.stringify(result)}`);
  const status = submitted(handset, acme, { messageId: reference, provider: name, smscIds: [taken.id] });
  await bed.statuses([status]);
  return status;
}

const readOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const settledOf = ({ messageId }: MessageStatus) => settled.filter((receipt) => receipt.messageId === messageId);
const isSettled = (status: MessageStatus) => eventually('the advert is settled', () => settledOf(status).length > 0);
const isRead = (handset: string) => eventually('the reply is read', () => readOf(handset).length > 0);

async function countOf(metric: string, labels: string): Promise<number> {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^stopsms_${metric}_total\\{${labels}[^}]*\\} (\\d+)$`, 'm').exec(metrics)?.[1] ?? 0);
}
const acceptedReplies = () => countOf('mos', 'channel="http",result="accepted"');
const refusedOf = (name: VendorName) =>
  countOf('webhooks_refused', `provider="${name}",reason="callback-unauthenticated"`);

describe.each(VENDOR_NAMES)('%s', (name) => {
  test('reports an advert delivered, which is recorded; a word that it does not document is counted', async () => {
    const vendor = vendors.of(name);
    await vendor.behave({ unknownStateRate: 1 });
    const status = await send(vendor, newHandset());
    await isSettled(status);
    expect(settledOf(status)).toMatchObject([{ provider: name, outcome: 'delivered', smscId: status.smscIds?.[0] }]);
    expect(await countOf('callbacks_skipped', `provider="${name}",reason="unknown-state"`)).toBe(1);
  });

  test('delivers a STOP of a handset, which is received and classified', async () => {
    const vendor = vendors.of(name);
    const handset = newHandset();
    await send(vendor, handset);
    await vendor.reply(handset, CODE, 'STOP');
    await isRead(handset);
    expect(received.filter(({ from }) => from === handset)).toMatchObject([{ provider: name, text: 'STOP' }]);
    expect(readOf(handset)).toMatchObject([
      {
        ...{ tier: 'exact', code: CODE, attributed: true, advertisers: [{ advertiserId: acme.id, confidence: 1 }] },
        ...(vendor.traits.confirms?.includes('STOP') && { confirmedBy: name }),
      },
    ]);
    expect('confirmedBy' in (readOf(handset)[0] ?? {})).toBe(vendor.traits.confirms !== undefined);
  });

  test('is refused with a wrong signature or secret, which changes nothing and is counted', async () => {
    const vendor = vendors.of(name);
    await vendor.behave({ wrongSignatureRate: 1 });
    const [handset, refusedBefore, acceptedBefore] = [newHandset(), await refusedOf(name), await acceptedReplies()];
    const status = await send(vendor, handset);
    await vendor.reply(handset, CODE, 'STOP');
    // Each callback comes first with a wrong signature or secret, then with the right one.
    await Promise.all([isSettled(status), isRead(handset)]);
    // One of the receipt and one of the reply; a vendor that got no answer in time repeats them.
    expect((await refusedOf(name)) - refusedBefore).toBeGreaterThanOrEqual(2);
    expect((await acceptedReplies()) - acceptedBefore).toBe(1);
    expect(received.filter(({ from }) => from === handset)).toHaveLength(1);
  });

  test('repeats its callbacks, and each is recorded once', async () => {
    const vendor = vendors.of(name);
    const handset = newHandset();
    const isRepeated = (kind: 'receipts' | 'mos') =>
      eventually(`${kind} are repeated`, async () => {
        const { repeated, queued } = (await vendor.stats())[kind];
        return repeated === 1 && queued === 0;
      });
    await vendor.behave({ repeatDeliverRate: 1 });
    const status = await send(vendor, handset);
    // A receipt that arrives before its message is stored may be settled after a later receipt.
    await Promise.all([isRepeated('receipts'), isSettled(status)]);
    await vendor.behave({ repeatDeliverRate: 0 });
    // What comes later of the same person is recorded behind what was repeated.
    await isSettled(await send(vendor, handset));
    expect(settledOf(status)).toHaveLength(1);
    await vendor.behave({ repeatDeliverRate: 1 });
    await vendor.reply(handset, CODE, 'STOP');
    await isRepeated('mos');
    await vendor.behave({ repeatDeliverRate: 0 });
    await vendor.reply(handset, CODE, 'Merci');
    await eventually('the later reply is read', () => readOf(handset).some(({ tier }) => tier === 'none'));
    expect(readOf(handset).map(({ tier }) => tier)).toEqual(['exact', 'none']);
  });
});
