import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type CampaignControl,
  type ClearedMessage,
  advertisers,
  campaignControls,
  clearedInformative,
  clearedMarketing,
} from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed, NOT_KEPT, advertiserId } from './bed';

/** Maximum of unanswered submits: those that may be written when a control arrives. */
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

const control = (campaignId: string, state: CampaignControl['state'] | null) => {
  const value = state && { campaignId, advertiserId, state, at: Date.now() };
  return bed.put(campaignControls, [{ key: campaignId, value }]);
};
const metric = async (name: string) => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^${name}\\S* (\\d+)$`, 'm').exec(metrics)?.[1]);
};
const stopped = () => metric('stopsms_stopped_campaigns');
const followed = (count: number) =>
  eventually(`${count} campaigns are stopped`, async () => (await stopped()) === count);

/** Pauses or resumes all adverts of an advertiser. */
async function pause(id: string, isPaused: boolean): Promise<void> {
  const before = await metric('stopsms_paused_advertisers');
  const marketingPaused = { code: 'REGULATOR_ORDER' as const, reason: 'CNIL', at: Date.now() };
  const value = {
    ...{ id, name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' },
    ...{ codes: ['36180'], linkHosts: [], createdAt: Date.now(), ...(isPaused && { marketingPaused }) },
  };
  await bed.put(advertisers, [{ key: id, value }]);
  const after = before + (isPaused ? 1 : -1);
  await eventually(
    'the dispatcher has the control',
    async () => (await metric('stopsms_paused_advertisers')) === after,
  );
}
const owned = (id: string, more: Partial<ClearedMessage> = {}) =>
  bed.cleared({ advertiserId: id, scopes: ['*', id], text: `${id} STOP 36180`, ...more });

const advertsOf = (campaignId: string, count: number) =>
  Array.from({ length: count }, () => bed.cleared({ campaignId, text: `${campaignId} STOP 36180` }));
const informative = (more: Partial<ClearedMessage> = {}) =>
  bed.cleared({ category: 'informative', scopes: ['*'], text: 'Lorane : RDV mardi 10h.', ...more });
const sendInformative = (message: ClearedMessage) =>
  bed.put(clearedInformative, [{ key: message.recipientKey, value: message }]);

/** Number of texts of a campaign that the operator has. */
async function leftOf(campaignId: string): Promise<number> {
  const texts: string[] = [];
  for (let since = 0; ; since += 10_000) {
    const answer = await fetch(`${bed.operator.url}/messages?limit=10000&since=${since}`, { headers: NOT_KEPT });
    const page = (await answer.json()) as { text: string }[];
    texts.push(...page.map(({ text }) => text));
    if (page.length < 10_000) return texts.filter((text) => text.startsWith(campaignId)).length;
  }
}
const ended = (messages: ClearedMessage[]) =>
  eventually('every message has an end', () => messages.every(({ messageId }) => bed.last(messageId)));
const countOf = (messages: ClearedMessage[], status: string, code?: string) =>
  messages.map(({ messageId }) => bed.last(messageId)).filter((last) => last?.status === status && last.code === code)
    .length;

describe.each([
  { state: 'paused' as const, status: 'expired', code: 'CAMPAIGN_PAUSED' },
  { state: 'cancelled' as const, status: 'blocked', code: 'CAMPAIGN_CANCELLED' },
])('a campaign that is $state while 2,000 of its adverts are queued', ({ state, status, code }) => {
  it('stops, and nothing else does', async () => {
    const [campaignId, otherId] = [randomUUID(), randomUUID()];
    const adverts = advertsOf(campaignId, 2_000);
    const others = advertsOf(otherId, 200);
    await bed.behave({ submitDelayMs: 20 });
    await bed.put(
      clearedMarketing,
      [...adverts, ...others].map((value) => ({ key: value.recipientKey, value })),
    );
    await eventually('the campaign is in progress', async () => (await leftOf(campaignId)) > 50);
    const before = await stopped();
    await control(campaignId, state);
    await followed(before + 1);
    const left = await leftOf(campaignId);
    const reminder = informative();
    await sendInformative(reminder);
    expect((await bed.ends(reminder.messageId)).status).toBe('submitted');

    await bed.behave({ submitDelayMs: 0 });
    await ended([...adverts, ...others]);
    const leftInAll = await leftOf(campaignId);
    expect(left).toBeLessThan(1_900);
    expect(leftInAll).toBeLessThanOrEqual(left + WINDOW);
    expect(countOf(adverts, 'submitted')).toBe(leftInAll);
    expect(countOf(adverts, status, code)).toBe(2_000 - leftInAll);
    expect(countOf(others, 'submitted')).toBe(200);
    expect(await leftOf(otherId)).toBe(200);
  });
});

it('an informative message of a paused campaign is returned too, and leaves as a new attempt once it is resumed', async () => {
  const campaignId = randomUUID();
  const before = await stopped();
  await control(campaignId, 'paused');
  await followed(before + 1);
  const message = informative({ campaignId });
  await sendInformative(message);
  expect(await bed.ends(message.messageId)).toMatchObject({ status: 'expired', code: 'CAMPAIGN_PAUSED' });
  await control(campaignId, 'running');
  await followed(before);
  await sendInformative({ ...message, attempt: 3 });
  await eventually('it leaves', () => bed.last(message.messageId)?.status === 'submitted');
  expect(await bed.inbox(message.to)).toHaveLength(1);
});

it('a tombstone removes a campaign from the table', async () => {
  const campaignId = randomUUID();
  const before = await stopped();
  await control(campaignId, 'cancelled');
  await followed(before + 1);
  await control(campaignId, null);
  await followed(before);
});

it('all adverts of a paused advertiser stop, and leave as a new attempt once resumed', async () => {
  const id = randomUUID();
  const adverts = Array.from({ length: 500 }, () => owned(id));
  const others = Array.from({ length: 50 }, () => bed.cleared());
  await bed.behave({ submitDelayMs: 20 });
  await bed.adverts([...adverts, ...others]);
  await eventually('the adverts are in progress', async () => (await leftOf(id)) > 20);
  await pause(id, true);
  const left = await leftOf(id);
  const reminder = owned(id, { category: 'informative', scopes: ['*'] });
  await sendInformative(reminder);
  expect((await bed.ends(reminder.messageId)).status).toBe('submitted');
  await ended([...adverts, ...others]);
  await bed.behave({ submitDelayMs: 0 });
  const leftInAll = (await leftOf(id)) - 1;
  expect(left).toBeLessThan(480);
  expect(leftInAll).toBeLessThanOrEqual(left + WINDOW);
  expect(countOf(adverts, 'expired', 'ADVERTISER_PAUSED')).toBe(500 - leftInAll);
  expect(countOf(others, 'submitted')).toBe(50);

  await pause(id, false);
  const back = adverts.filter(({ messageId }) => bed.last(messageId)?.code === 'ADVERTISER_PAUSED');
  await bed.adverts(back.map((advert) => ({ ...advert, attempt: 3 })));
  await eventually('they leave', () => back.every(({ messageId }) => bed.last(messageId)?.status === 'submitted'));
});

it('a restarted dispatcher reads the controls and the advertisers before a message that they concern leaves', async () => {
  const [campaignId, id] = [randomUUID(), randomUUID()];
  const before = await stopped();
  await control(campaignId, 'cancelled');
  await followed(before + 1);
  await pause(id, true);
  await service.close();
  const adverts = advertsOf(campaignId, 20);
  const paused = Array.from({ length: 20 }, () => owned(id));
  await bed.adverts([...adverts, ...paused]);
  service = await startDispatcher();
  await ended([...adverts, ...paused]);
  expect(countOf(paused, 'expired', 'ADVERTISER_PAUSED')).toBe(20);
  expect(await leftOf(id)).toBe(0);
  expect(countOf(adverts, 'blocked', 'CAMPAIGN_CANCELLED')).toBe(20);
  expect(await leftOf(campaignId)).toBe(0);
});
