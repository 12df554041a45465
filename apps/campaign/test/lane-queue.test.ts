import { messageStatus, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { type Campaign, CampaignPlay } from './campaign-play';
import { bookOf, newAdvertiser } from './people';
import { aboutRequest, status, verdict } from './what-others-say';

const MOST = 100;
const CHUNK = 20;
let play: CampaignPlay;
let waiting: Campaign;

beforeAll(async () => {
  play = await CampaignPlay.start({ CAMPAIGN_CHUNK: String(CHUNK), CAMPAIGN_MESSAGES_UNDER_WAY: String(MOST) });
});
afterAll(() => play.bed.end());

const requestsOf = (id: string) =>
  play.requestsOf(id).map(({ value }) => aboutRequest(value, (e164) => play.bed.keys.keyOf(e164)));
const madeOf = (id: string) => play.requestsOf(id).length;

/** Recipients of the large campaign. */
let gone = 0;

/** Publishes results of all requested messages, as compliance and the dispatcher do. */
async function allLeave(id: string): Promise<void> {
  const requests = requestsOf(id);
  gone = requests.length;
  await play.bed.say(verdicts, ...requests.map((each) => verdict(each, 'cleared')));
  await play.bed.say(messageStatus, ...requests.map((each) => status(each, 'submitted')));
}

test('limits a campaign’s messages in progress, and shows that the rest wait', async () => {
  const launched = await play.launch(await bookOf(play.bed, play.advertiserId, 0, 1_000));
  waiting = launched.body;
  await eventually('the lane is full', () => madeOf(waiting.id) >= MOST);
  const { ahead } = await play.view(waiting.id);
  expect(ahead).toEqual({ messages: expect.any(Number) });
  expect(ahead?.messages).toBeGreaterThanOrEqual(MOST);
  expect(madeOf(waiting.id)).toBeLessThan(MOST + CHUNK);
});

test('creates messages as others are sent, and shows an estimated time', async () => {
  const before = madeOf(waiting.id);
  await allLeave(waiting.id);
  await eventually('the next are made', () => madeOf(waiting.id) >= before + MOST);
  const view = await eventually('it shows when', async () => {
    const { ahead } = await play.view(waiting.id);
    return ahead?.endsAbout !== undefined && ahead.about !== undefined ? ahead : undefined;
  });
  expect(Date.parse(view.endsAbout ?? '')).toBeGreaterThan(Date.parse(view.about ?? ''));
});

test('sends two adverts of another advertiser before the rest of a large campaign', async () => {
  const other = await newAdvertiser(play.bed);
  const book = await bookOf(play.bed, other.id, 2_000, 2_002);
  const { body: small } = await play.launch(book, { advertiserId: other.id });
  const before = madeOf(waiting.id);
  await allLeave(waiting.id);
  await eventually('both are asked for', () => madeOf(small.id) === 2);
  expect(madeOf(waiting.id)).toBeLessThan(before + 2 * MOST);
  expect((await play.view(small.id)).ahead).toBeUndefined();
});

test('a held message does not block others', async () => {
  await eventually('the lane is full, with two of somebody else', () => madeOf(waiting.id) >= gone + MOST - 2);
  const held = requestsOf(waiting.id);
  await play.bed.say(verdicts, ...held.map((each) => verdict(each, 'held')));
  // A part of the last chunk may not have been seen yet when it was reported.
  await eventually('the next are made', () => madeOf(waiting.id) >= held.length + MOST - CHUNK);
});

test('a single advert shows its position in the queue', async () => {
  const { body } = await play.bed.post<{ id: string }>('/v1/messages', {
    advertiserId: play.advertiserId,
    category: 'marketing',
    to: '+33639989001',
    text: 'Soldes -20% STOP 36180',
  });
  const message = await play.bed.get<{ ahead?: { messages: number; about?: string } }>(`/v1/messages/${body.id}`);
  expect(message.body.ahead?.messages).toBeGreaterThanOrEqual(MOST);
  expect(message.body.ahead?.about).toBeDefined();
});
