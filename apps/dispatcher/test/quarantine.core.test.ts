import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type ClearedMessage,
  type MoReceived,
  type Quarantine,
  advertisers,
  clearedInformative,
  moReceived,
  notificationMessages,
  quarantines,
  unreadableMo,
} from '@stopsms/contracts';
import { ensureTopics } from '@stopsms/messaging';
import { anAdvertiser, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

const CODE = '36180';
const WINDOW = 10;

let bed: Bed;
let service: RunningService;
const fatal: Error[] = [];

beforeAll(async () => {
  bed = await Bed.make();
  service = await startDispatcher();
});
afterAll(() => bed.end());
afterEach(() => expect(fatal).toEqual([]));

const startDispatcher = (): Promise<RunningService> =>
  bed.startReady({ SMPP_WINDOW: String(WINDOW) }, (error) => fatal.push(error));

async function metric(name: string): Promise<number> {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^${name}\\S* (\\S+)$`, 'm').exec(metrics)?.[1]);
}
const held = () => metric('stopsms_quarantined_texts');
const heldAre = (count: number) =>
  eventually(`${count} texts keep adverts`, async () => (await held()) === count, { timeoutMs: 30_000 });

/** Sends a text from this number; resolves once the dispatcher has it. */
async function texts(handset: string, more: Partial<MoReceived> = {}): Promise<MoReceived> {
  const before = await held();
  const text = received(handset, more);
  await bed.put(moReceived, [{ key: text.recipientKey, value: text }]);
  await heldAre(before + 1);
  return text;
}
const received = (handset: string, more: Partial<MoReceived> = {}): MoReceived => ({
  ...{ moId: randomUUID(), recipientKey: keys.keyOf(handset), provider: 'simulator', from: handset, to: CODE },
  ...{ text: 'STOP', receivedAt: Date.now() },
  ...more,
});

const keep = ({ moId, recipientKey, to, receivedAt }: MoReceived, more: Partial<Quarantine>) => {
  const value = { moId, recipientKey, code: to, why: 'opt-out', receivedAt, ...more };
  return bed.put(quarantines, [{ key: moId, value }]);
};
/** Tombstone that inbound-mo publishes once a text holds no adverts any more. */
const isOver = (moId: string) => bed.put(quarantines, [{ key: moId, value: null }]);

async function advertTo(to: string, more: Partial<ClearedMessage> = {}) {
  const advert = bed.cleared({ to, ...more });
  await bed.adverts([advert]);
  return { advert, ended: await bed.ends(advert.messageId) };
}
const again = async (advert: ClearedMessage, attempt: number) => {
  await bed.adverts([{ ...advert, attempt }]);
  return eventually(`attempt ${attempt} ends`, () =>
    bed.of(advert.messageId).find((status) => status.attempt === attempt && status.status !== 'submitting'),
  );
};

it('an unclassified text returns adverts to its sender, and nothing else; classified as no STOP, it lets them leave', async () => {
  const handset = bed.nextHandset();
  const { moId } = await texts(handset, { text: 'Merci' });
  const { advert, ended } = await advertTo(handset);
  expect(ended).toMatchObject({ status: 'expired', code: 'REPLY_UNREAD' });

  const reminder = bed.cleared({ to: handset, category: 'informative', text: 'Lorane : RDV mardi 10h.' });
  await bed.put(clearedInformative, [{ key: reminder.recipientKey, value: reminder }]);
  expect((await bed.ends(reminder.messageId)).status).toBe('submitted');
  const service_ = {
    ...{ messageId: randomUUID(), kind: 'help', advertiserId: null, recipientKey: keys.keyOf(handset), to: handset },
    ...{ text: 'Lorane : service client 3900', sender: CODE, expiresAt: Date.now() + 600_000, at: Date.now() },
  };
  await bed.put(notificationMessages, [{ key: service_.recipientKey, value: service_ }]);
  expect((await bed.ends(service_.messageId)).status).toBe('submitted');
  expect((await advertTo(bed.nextHandset())).ended.status).toBe('submitted');

  await isOver(moId);
  await heldAre(0);
  expect((await again(advert, 3)).status).toBe('submitted');
  expect(await metric('stopsms_quarantine_held_total')).toBe(1);
});

it('a measured text names its trace to a scraper of OpenMetrics, if the trace is recorded', async () => {
  const recorded = { id: randomUUID().replaceAll('-', ''), flags: '01' };
  const unrecorded = { id: randomUUID().replaceAll('-', ''), flags: '00' };
  for (const { id, flags } of [recorded, unrecorded]) {
    const text = received(bed.nextHandset());
    const headers = { traceparent: `00-${id}-00f067aa0ba902b7-${flags}` };
    const before = await held();
    await bed.put(moReceived, [{ key: text.recipientKey, value: text, headers }]);
    await heldAre(before + 1);
    await isOver(text.moId);
  }
  const open = await fetch(`${service.url}/metrics`, {
    headers: { accept: 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2' },
  });
  expect(open.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  const scraped = await open.text();
  expect(scraped).toMatch(
    new RegExp(
      `^stopsms_stop_to_blocked_seconds_bucket\\{le="[^"]+",service="dispatcher"\\} \\d+ # \\{trace_id="${recorded.id}"\\} [\\d.]+ [\\d.]+$`,
      'm',
    ),
  );
  expect(scraped).not.toContain(unrecorded.id);
  const plain = await fetch(`${service.url}/metrics`);
  expect(plain.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await plain.text()).not.toContain('trace_id');
});

it('a STOP blocks before suppression lists it, and from then on by the list', async () => {
  const handset = bed.nextHandset();
  const stop = await texts(handset);
  await keep(stop, { advertiserIds: [] });
  const { advert, ended } = await advertTo(handset);
  expect(ended).toMatchObject({ status: 'expired', code: 'REPLY_UNREAD' });
  const [scope = ''] = advert.scopes.slice(1);
  await bed.optOut(stop.recipientKey, scope);
  await isOver(stop.moId);
  await heldAre(0);
  expect(await again(advert, 3)).toMatchObject({ status: 'blocked', code: 'OPTED_OUT' });
});

it('a text that waits for a decision holds only adverts, until the decision', async () => {
  const handset = bed.nextHandset();
  const text = await texts(handset, { text: 'Älkää lähettäkö minulle näitä' });
  await keep(text, { why: 'undecided', advertiserIds: [], receivedAt: Date.now() - 3_600_000 });
  const { advert, ended } = await advertTo(handset);
  expect(ended).toMatchObject({ status: 'expired', code: 'REPLY_UNREAD' });
  const reminder = bed.cleared({ to: handset, category: 'informative', text: 'Lorane : RDV mardi 10h.' });
  await bed.put(clearedInformative, [{ key: reminder.recipientKey, value: reminder }]);
  expect((await bed.ends(reminder.messageId)).status).toBe('submitted');
  expect(await metric('stopsms_quarantined_undecided_texts')).toBe(1);
  expect(await metric('stopsms_quarantine_oldest_seconds')).toBe(0);
  await isOver(text.moId);
  await heldAre(0);
  expect((await again(advert, 3)).status).toBe('submitted');
});

it('the end of a STOP counts once heartbeats prove that the view has its opt-out', async () => {
  const handset = bed.nextHandset();
  const stop = await texts(handset);
  await keep(stop, {});
  bed.stopBeating();
  await isOver(stop.moId);
  const other = await texts(bed.nextHandset());
  await isOver(other.moId);
  await heldAre(1);
  bed.startBeating();
  await heldAre(0);
});

it('an advert that waits for its turn when the text arrives does not leave, and those around it do', async () => {
  const handset = bed.nextHandset();
  const others = Array.from({ length: 3 * WINDOW }, () => bed.cleared());
  const advert = bed.cleared({ to: handset });
  await bed.behave({ submitDelayMs: 3_000 });
  await bed.adverts(others);
  await eventually(
    'the window is full',
    async () => ((await (await fetch(`${bed.operator.url}/stats`)).json()) as { submits: number }).submits > 0,
  );
  await bed.adverts([advert]);
  const { moId } = await texts(handset);
  await bed.behave({ submitDelayMs: 0 });
  expect(await bed.ends(advert.messageId)).toMatchObject({ status: 'expired', code: 'REPLY_UNREAD' });
  for (const { messageId } of others) expect((await bed.ends(messageId)).status).toBe('submitted');
  await isOver(moId);
  await heldAre(0);
});

describe('advertisers', () => {
  it('adverts of those that may use the code wait; an advert of another leaves, unless nobody has the code', async () => {
    const [lorane, panivo] = [anAdvertiser({ codes: ['36181'] }), anAdvertiser({ codes: ['36182'] })];
    for (const each of [lorane, panivo]) await bed.put(advertisers, [{ key: each.id, value: each }]);
    const of = ({ id }: { id: string }) => ({ advertiserId: id, scopes: ['*', id] });
    const handset = bed.nextHandset();
    const toOne = await texts(handset, { to: '36181' });
    await eventually('the advertisers are known', async () => {
      const { ended } = await advertTo(handset, of(panivo));
      return ended.status === 'submitted';
    });
    expect((await advertTo(handset, of(lorane))).ended.code).toBe('REPLY_UNREAD');
    const toNobody = await texts(handset, { to: '38999' });
    expect((await advertTo(handset, of(panivo))).ended.code).toBe('REPLY_UNREAD');
    for (const { moId } of [toOne, toNobody]) await isOver(moId);
    await heldAre(0);
    expect((await advertTo(handset, of(lorane))).ended.status).toBe('submitted');
  });
});

it('a text whose record cannot be parsed holds adverts to its sender, until a person ends that', async () => {
  const handset = bed.nextHandset();
  const key = keys.keyOf(handset);
  const [position] = await bed.put(moReceived, [{ key, value: '{"moId": 7' }]);
  await heldAre(1);
  const { advert, ended } = await advertTo(handset);
  expect(ended.code).toBe('REPLY_UNREAD');
  const { moId } = unreadableMo({ ...(position ?? never()), timestamp: 0, key, value: '{"moId": 7' });
  await isOver(moId);
  await heldAre(0);
  expect((await again(advert, 3)).status).toBe('submitted');
});

it('a dispatcher that starts reads earlier texts and longer holds before an advert leaves', async () => {
  const [texted, kept, merry] = [bed.nextHandset(), bed.nextHandset(), bed.nextHandset()];
  await service.close();
  const unclassified = received(texted);
  const old = received(kept);
  const over = received(merry);
  await bed.put(
    moReceived,
    [unclassified, over].map((value) => ({ key: value.recipientKey, value })),
  );
  await keep(old, {});
  await isOver(over.moId);
  const adverts = [texted, kept, merry].map((to) => bed.cleared({ to }));
  await bed.adverts(adverts);
  service = await startDispatcher();
  const codes = [];
  for (const { messageId } of adverts) codes.push((await bed.ends(messageId)).code ?? 'left');
  expect(codes).toEqual(['REPLY_UNREAD', 'REPLY_UNREAD', 'left']);
  for (const { moId } of [unclassified, old]) await isOver(moId);
  await heldAre(0);
});

it('without the topic no advert leaves, and readiness reports it', async () => {
  const admin = bed.kafkaClient.admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [moReceived.name] });
  const part = async () => {
    const report = (await (await fetch(`${service.url}/health/ready`)).json()) as Record<string, unknown>;
    return JSON.stringify(report);
  };
  await eventually('it is not ready', async () => /Received texts: .*Adverts wait/.test(await part()));
  const advert = bed.cleared();
  await bed.adverts([advert]);
  const reminder = bed.cleared({ category: 'informative', text: 'Lorane : RDV mardi 10h.' });
  await bed.put(clearedInformative, [{ key: reminder.recipientKey, value: reminder }]);
  expect((await bed.ends(reminder.messageId)).status).toBe('submitted');
  expect(bed.last(advert.messageId)).toBeUndefined();
  const madeAt = Date.now();
  await ensureTopics(admin);
  await admin.disconnect();
  const { at, status } = await bed.ends(advert.messageId, 90_000);
  expect(status).toBe('submitted');
  expect(at).toBeGreaterThanOrEqual(madeAt);
});

const never = (): never => {
  throw new Error('The record was not written');
};
