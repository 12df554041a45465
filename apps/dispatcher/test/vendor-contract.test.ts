// A dispatcher and the simulator's API of each vendor: a submit, a 429, and a 500 after the vendor took the message.
import type { ClearedMessage, MessageStatus } from '@stopsms/contracts';
import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import { VENDORS } from '@stopsms/providers';
import { Receiver, type TestVendor, TestVendors, eventually } from '@stopsms/testing';
import { Bed } from './bed';

/** Country of which each vendor has the messages. */
const COUNTRIES: Readonly<Record<VendorName, string>> = {
  ...{ smsmode: 'FR', ovh: 'BE', twilio: 'US', infobip: 'IT', sinch: 'SE', vonage: 'GB', brevo: 'DE', aws: 'ES' },
};
/** Answers of 429, as the simulator counts them. */
const THROTTLED = '0x1ad';

let bed: Bed;
let vendors: TestVendors;
const receiver = new Receiver();
/** Adverts that their vendor took and answered with 500. */
const failed = new Map<VendorName, ClearedMessage>();

beforeAll(async () => {
  await receiver.listen();
  const routes = Object.fromEntries(VENDOR_NAMES.map((name) => [COUNTRIES[name], [name]]));
  const callbackPort = Number(new URL(receiver.url('/')).port);
  [bed, vendors] = await Promise.all([Bed.make(), TestVendors.start(callbackPort, { ...routes, '*': ['smsmode'] })]);
  await bed.startReady(vendors.settings);
  // A lookup comes seconds later: meanwhile the other tests run.
  await Promise.all(VENDOR_NAMES.map(async (name) => failed.set(name, await failAfterTaking(vendors.of(name)))));
});
afterAll(async () => {
  await bed.end();
  await vendors.stop();
  receiver.close();
});

async function send({ name }: TestVendor, more: Partial<ClearedMessage> = {}): Promise<ClearedMessage> {
  const advert = bed.cleared({ region: COUNTRIES[name], ...more });
  await bed.adverts([advert]);
  return advert;
}

async function failAfterTaking(vendor: TestVendor): Promise<ClearedMessage> {
  await vendor.behave({ failAfterTakingRate: 1 });
  const advert = await send(vendor);
  expect(await bed.ends(advert.messageId)).toMatchObject({ status: 'unknown', code: 'OUTCOME_UNKNOWN' });
  await vendor.behave({ failAfterTakingRate: 0 });
  return advert;
}

/** Last status of a message, once it is submitted. */
const submitted = ({ messageId }: ClearedMessage): Promise<MessageStatus> =>
  eventually('the advert is submitted', () => {
    const last = bed.last(messageId);
    return last?.status === 'submitted' ? last : undefined;
  });

const textsOf = async (vendor: TestVendor, { to }: ClearedMessage) => (await vendor.inbox(to)).map(({ text }) => text);

/** Ids of the receipts that a vendor has sent. */
const receiptIds = ({ name }: TestVendor): string[] =>
  receiver.under(`/v1/callbacks/${name}/`).flatMap(({ method, path, headers, body }) => {
    const url = `http://127.0.0.1${path}`;
    const callback = { method, url, headers, body: Buffer.from(body), pathSecret: '' };
    return (
      VENDORS.get(name)
        ?.callbacks.parse(callback)
        .receipts.map(({ id }) => id) ?? []
    );
  });

/** Expects that a message reached its handset once, and has the id that the vendor's receipt of it has. */
async function expectTakenOnce(vendor: TestVendor, advert: ClearedMessage): Promise<void> {
  const { provider, smscIds = [] } = await submitted(advert);
  expect({ provider, ids: smscIds.length }).toEqual({ provider: vendor.name, ids: 1 });
  await eventually('its receipt has this id', () => receiptIds(vendor).includes(smscIds[0] ?? ''));
  expect(await textsOf(vendor, advert)).toEqual([advert.text]);
  expect(await vendor.stats()).toMatchObject({ repeatedReferences: 0 });
}

describe.each(VENDOR_NAMES)('%s', (name) => {
  test('takes a cleared message, which reaches the handset and is submitted with the id of its receipt', async () => {
    const vendor = vendors.of(name);
    const advert = await send(vendor);
    await expectTakenOnce(vendor, advert);
    expect(bed.of(advert.messageId).map(({ status }) => status)).toEqual(['submitted']);
  });

  test('that answers 429 gets the message again after a pause, and shows it once', async () => {
    const vendor = vendors.of(name);
    await vendor.behave({ throttleRate: 1 });
    const advert = await send(vendor);
    await eventually('it is throttled', async () => ((await vendor.stats()).rejected[THROTTLED] ?? 0) > 0);
    expect(await textsOf(vendor, advert)).toEqual([]);
    expect(bed.of(advert.messageId)).toEqual([]);
    await vendor.behave({ throttleRate: 0 });
    await expectTakenOnce(vendor, advert);
    expect(Object.keys((await vendor.stats()).rejected)).toEqual([THROTTLED]);
  });

  test('that answers 500 after it took a message gets it never again; a lookup finds it where the API has one', async () => {
    const vendor = vendors.of(name);
    const advert = failed.get(name) ?? (await failAfterTaking(vendor));
    if (vendor.traits.findsMessages) await expectTakenOnce(vendor, advert);
    expect(await textsOf(vendor, advert)).toEqual([advert.text]);
    const statuses = bed.of(advert.messageId).map(({ status }) => status);
    expect(statuses).toEqual(vendor.traits.findsMessages ? ['unknown', 'submitted'] : ['unknown']);
    expect(bed.begun(advert.messageId)).toHaveLength(1);
  });
});
