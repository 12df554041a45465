// What is real: two replicas of the campaign service, their database, the topic of keys, and an identity provider that signs tokens.
// An upload or a stream that was begun with access ends with it.
import { hashOfKey } from '@stopsms/access';
import { FakeProvider, RawConnection, eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { msisdn } from './people';

const OPERATOR = 'stopsms_of-alice-in-this-test-of-ended-access';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const alice = bearer(OPERATOR);

interface Made {
  id: string;
  key: string;
}

let provider: FakeProvider;
let bed: Bed;
let replica: string;
let lorane: string;
let book: string;
let campaign: string;

beforeAll(async () => {
  provider = await FakeProvider.start();
  bed = await Bed.make({ OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}`, OIDC_ISSUER: provider.issuer });
  replica = (await bed.startReplica()).url;
  const account = { name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' };
  lorane = (await bed.post<Made>('/v1/advertisers', account, alice)).body.id;
  book = (await bed.post<Made>('/v1/address-books', { advertiserId: lorane, name: 'Clients' }, alice)).body.id;
  const plan = { advertiserId: lorane, addressBookId: book, category: 'marketing', text: 'Lorane : -20%. STOP 36180' };
  campaign = (await bed.post<Made>('/v1/campaigns', plan, alice)).body.id;
});
afterAll(async () => {
  await bed?.end();
  await provider?.close();
});

const contacts = () => `/v1/address-books/${book}/contacts?withoutConsent=true`;

async function open(url: string, token: string, first: string, more: string[] = [], body = ''): Promise<RawConnection> {
  const connection = await RawConnection.open(url);
  const lines = [`Host: ${new URL(url).host}`, `Authorization: Bearer ${token}`, ...more];
  connection.write([`${first} HTTP/1.1`, ...lines, '', body].join('\r\n'));
  return connection;
}
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** A file of contacts whose sender is not done. */
async function upload(url: string, token: string, path = contacts()): Promise<RawConnection> {
  return open(
    url,
    token,
    `POST ${path}`,
    ['Content-Type: text/csv', 'Transfer-Encoding: chunked'],
    chunk('phone,name\n'),
  );
}

/** Events of a campaign that is not over. */
async function stream(url: string, token: string): Promise<RawConnection> {
  const connection = await open(url, token, `GET /v1/campaigns/${campaign}/progress`);
  await eventually('the first event arrives', () => connection.text.includes('event: progress'));
  return connection;
}

const makeKey = async (more = {}) =>
  (await bed.post<Made>(`/v1/advertisers/${lorane}/keys`, { name: 'crm', ...more }, alice)).body;
const revoke = async ({ id }: Made) =>
  expect((await bed.send('DELETE', `/v1/advertisers/${lorane}/keys/${id}`, undefined, alice)).status).toBe(200);
const stored = async () =>
  (
    await bed.send<{ items: { phone: string }[] }>('GET', contacts().split('?')[0] ?? '', undefined, alice)
  ).body.items.map(({ phone }) => phone);
const isKnown = (url: string, { key }: Made) =>
  eventually(
    `the key is known at ${url}`,
    async () => (await fetch(`${url}/v1/campaigns/${campaign}`, { headers: bearer(key) })).ok,
  );
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

/** Ends as the test says, and no row behind the end is kept. @param path - of the upload */
async function endsWith(n: number, urls: string[], token: string, end: () => unknown, path?: string): Promise<void> {
  const uploads = await Promise.all(urls.map((url) => upload(url, token, path)));
  const streams = await Promise.all(urls.map((url) => stream(url, token)));
  for (const each of uploads) each.write(chunk(`${msisdn(n)},before\n`));
  expect([...uploads, ...streams].map(({ isClosed }) => isClosed)).not.toContain(true);
  await end();
  await Promise.all([...uploads, ...streams].map((each) => each.ended()));
  for (const each of uploads) {
    each.write(chunk(`${msisdn(n + 1)},after\n`) + '0\r\n\r\n');
    each.destroy();
  }
  // Whatever could be stored of them would be there once another upload is.
  const later = await upload(urls[0] ?? '', OPERATOR);
  later.write(chunk(`${msisdn(n + 2)},later\n`) + '0\r\n\r\n');
  expect((await later.answered())[0]?.status).toBe(200);
  later.destroy();
  expect(await stored()).toContain(msisdn(n + 2));
  expect(await stored()).not.toContain(msisdn(n + 1));
}

test('a revoked key ends its streams and uploads at every replica', async () => {
  const key = await makeKey();
  const urls = [bed.service.url, replica];
  await Promise.all(urls.map((url) => isKnown(url, key)));
  await endsWith(100, urls, key.key, () => revoke(key));
});

test('an expired key ends its streams and uploads', async () => {
  const key = await makeKey({ expiresAt: Date.now() + 6_000 });
  await isKnown(bed.service.url, key);
  await endsWith(110, [bed.service.url], key.key, () => undefined);
});

test('an expired token of a person ends their streams and uploads', async () => {
  const claims = { sub: 'mark-1', name: 'Mark', roles: ['marketer'], advertisers: [lorane], exp: inSeconds(5) };
  await endsWith(120, [bed.service.url], await provider.token(claims), () => undefined);
});

test('ends an upload that is imported in the background, and one that is checked, in the same way', async () => {
  for (const path of [
    `/v1/address-books/${book}/imports?withoutConsent=true`,
    `/v1/address-books/${book}/imports/check`,
  ]) {
    const key = await makeKey();
    await isKnown(bed.service.url, key);
    await endsWith(130, [bed.service.url], key.key, () => revoke(key), path);
  }
  const imports = await bed.send<{ items: unknown[] }>('GET', `/v1/address-books/${book}/imports`, undefined, alice);
  expect(imports.body.items).toEqual([]);
});

test('another key of the same advertiser is not affected', async () => {
  const [first, second] = [await makeKey(), await makeKey()];
  for (const key of [first, second]) await isKnown(bed.service.url, key);
  const [ends, stays] = [await stream(bed.service.url, first.key), await stream(bed.service.url, second.key)];
  await revoke(first);
  await ends.ended();
  expect(stays.isClosed).toBe(false);
  stays.destroy();
});
