import { randomUUID } from 'node:crypto';
import {
  type CampaignControl,
  type ClearedMessage,
  campaignControls,
  clearedInformative,
  clearedMarketing,
} from '@stopsms/contracts';
import { type RunningService, startService } from '@stopsms/service-kit';
import { eventually } from '@stopsms/testing';
import { dispatcher } from '../src/app.module';
import { Bed, advertiserId } from './bed';

jest.setTimeout(180_000);

/** Submits without an answer at a time: what may have been written when a control is followed. */
const WINDOW = 10;

let bed: Bed;
let service: RunningService;
const fatal: Error[] = [];

beforeAll(async () => {
  bed = await Bed.open();
  service = await startDispatcher();
});
afterAll(async () => {
  await service.close();
  await bed.close();
});
afterEach(() => expect(fatal).toEqual([]));

async function startDispatcher(): Promise<RunningService> {
  const env = { ...bed.env(), LOG_LEVEL: 'error', SMPP_WINDOW: String(WINDOW) };
  const started = await startService(dispatcher, env, (error) => fatal.push(error));
  await eventually('the dispatcher is ready', async () => (await fetch(`${started.url}/health/ready`)).status === 200, {
    timeoutMs: 40_000,
  });
  return started;
}

const control = (campaignId: string, state: CampaignControl['state'] | null) => {
  const value = state && { campaignId, advertiserId, state, at: Date.now() };
  return bed.send(campaignControls, [{ key: campaignId, value }]);
};
const stopped = async () => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return Number(/^stopsms_stopped_campaigns\S* (\d+)$/m.exec(metrics)?.[1]);
};
const followed = (count: number) =>
  eventually(`${count} campaigns are stopped`, async () => (await stopped()) === count);

const advertsOf = (campaignId: string, count: number) =>
  Array.from({ length: count }, () => bed.cleared({ campaignId, text: `${campaignId} STOP 36180` }));
const informative = (more: Partial<ClearedMessage> = {}) =>
  bed.cleared({ category: 'informative', scopes: ['*'], text: 'Lorane : RDV mardi 10h.', ...more });
const sendInformative = (message: ClearedMessage) =>
  bed.send(clearedInformative, [{ key: message.recipientKey, value: message }]);

/** Texts of a campaign that the operator has. */
async function leftOf(campaignId: string): Promise<number> {
  const texts: string[] = [];
  for (let since = 0; ; since += 10_000) {
    const answer = await fetch(`${bed.operator.url}/messages?limit=10000&since=${since}`);
    const page = (await answer.json()) as { text: string }[];
    texts.push(...page.map(({ text }) => text));
    if (page.length < 10_000) return texts.filter((text) => text.startsWith(campaignId)).length;
  }
}
const ended = (messages: ClearedMessage[]) =>
  eventually(
    'every message has an end',
    () => messages.every(({ messageId }) => (bed.last(messageId)?.status ?? 'submitting') !== 'submitting'),
    { timeoutMs: 60_000 },
  );
const countOf = (messages: ClearedMessage[], status: string, code?: string) =>
  messages.map(({ messageId }) => bed.last(messageId)).filter((last) => last?.status === status && last.code === code)
    .length;

describe.each([
  { state: 'paused' as const, status: 'expired', code: 'CAMPAIGN_PAUSED' },
  { state: 'cancelled' as const, status: 'blocked', code: 'CAMPAIGN_CANCELLED' },
])('a campaign that is $state while 2,000 of its adverts are queued', ({ state, status, code }) => {
  it('stops where it is, and nothing else does', async () => {
    const [campaignId, otherId] = [randomUUID(), randomUUID()];
    const adverts = advertsOf(campaignId, 2_000);
    const others = advertsOf(otherId, 200);
    await bed.behave({ submitDelayMs: 20 });
    await bed.send(
      clearedMarketing,
      [...adverts, ...others].map((value) => ({ key: value.recipientKey, value })),
    );
    await eventually('it is on its way', async () => (await leftOf(campaignId)) > 50);
    const before = await stopped();
    await control(campaignId, state);
    await followed(before + 1);
    const left = await leftOf(campaignId);
    const reminder = informative();
    await sendInformative(reminder);
    expect((await bed.ends(reminder.messageId)).status).toBe('submitted');

    await ended([...adverts, ...others]);
    await bed.behave({ submitDelayMs: 0 });
    const leftInAll = await leftOf(campaignId);
    expect(left).toBeLessThan(1_900);
    expect(leftInAll).toBeLessThanOrEqual(left + WINDOW);
    expect(countOf(adverts, 'submitted')).toBe(leftInAll);
    expect(countOf(adverts, status, code)).toBe(2_000 - leftInAll);
    expect(countOf(others, 'submitted')).toBe(200);
    expect(await leftOf(otherId)).toBe(200);
  });
});

it('an informative message of a paused campaign is given back too, and leaves as a new attempt once it is resumed', async () => {
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

it('a tombstone takes a campaign off the table', async () => {
  const campaignId = randomUUID();
  const before = await stopped();
  await control(campaignId, 'cancelled');
  await followed(before + 1);
  await control(campaignId, null);
  await followed(before);
});

it('a restarted dispatcher reads the controls before a message of a campaign leaves', async () => {
  const campaignId = randomUUID();
  const before = await stopped();
  await control(campaignId, 'cancelled');
  await followed(before + 1);
  await service.close();
  const adverts = advertsOf(campaignId, 20);
  await bed.adverts(adverts);
  service = await startDispatcher();
  await ended(adverts);
  expect(countOf(adverts, 'blocked', 'CAMPAIGN_CANCELLED')).toBe(20);
  expect(await leftOf(campaignId)).toBe(0);
});
