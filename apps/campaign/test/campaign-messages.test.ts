import { verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { CampaignPlay } from './campaign-play';
import { bookOf, messageIdOf, msisdn } from './people';
import { aboutRequest, verdict } from './what-others-say';

interface Page {
  items: { id: string; state: string; code?: string }[];
  nextCursor?: string;
}

let play: CampaignPlay;
let campaignId: string;
beforeAll(async () => {
  play = await CampaignPlay.start();
  campaignId = (await play.launch(await bookOf(play.bed, play.advertiserId, 0, 30))).body.id;
  await eventually('all are requested', () => play.requestsOf(campaignId).length === 30);
  const refused = play.requestsOf(campaignId).slice(0, 5);
  const about = refused.map(({ value }) => aboutRequest(value, (to) => play.bed.keys.keyOf(to)));
  await play.bed.say(verdicts, ...about.map((each) => verdict(each, 'refused', { code: 'OPTED_OUT' })));
  await eventually('five are refused', async () => (await list('state=refused')).body.items.length === 5);
});
afterAll(() => play.bed.end());

const list = (query: string, of = campaignId) => play.bed.get<Page>(`/v1/campaigns/${of}/messages?${query}`);
const search = (phone: string, of = campaignId) =>
  play.bed.post<Page>(`/v1/campaigns/${of}/messages/search`, { phone });

test.each([
  '+33 6 39 98 00 07',
  '06.39.98.00.07',
  '0033639980007',
  '06\u00a039\u00a098\u00a000\u00a007',
  '+33639980007',
])('finds the message to %s by its number', async (phone) => {
  const { status, body } = await search(phone);
  expect(status).toBe(200);
  expect(body.items.map(({ id }) => id)).toEqual([messageIdOf(play.bed, campaignId, msisdn(7))]);
  expect(JSON.stringify(body)).not.toContain('639980007');
});

test('finds the message by its number after the contact is deleted', async () => {
  await play.bed.sql('DELETE FROM contact WHERE msisdn = $1', [msisdn(7)]);
  expect((await search('+33639980007')).body.items).toHaveLength(1);
});

test('lists messages by state with their reason, page by page, each once', async () => {
  const refused = (await list('state=refused')).body.items;
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['OPTED_OUT']));
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await list(`state=accepted&limit=10${cursor}`);
    seen.push(...body.items.map(({ id }) => id));
    if (body.nextCursor === undefined) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  expect(new Set(seen).size).toBe(25);
  expect(seen).toHaveLength(25);
});

test('does not find a message of another campaign, or a number without a message', async () => {
  const other = (await play.launch(await bookOf(play.bed, play.advertiserId, 40, 41))).body.id;
  await eventually('it is requested', () => play.requestsOf(other).length === 1);
  expect((await search('0639980007', other)).body).toEqual({ items: [] });
  expect((await search('0639980040')).body).toEqual({ items: [] });
});

test('refuses an invalid number and an invalid state', async () => {
  expect(await search('0639')).toMatchObject({ status: 400, body: { code: 'PHONE_TOO_SHORT' } });
  expect(await list('state=gone')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

test.each(['phone', 'Phone', 'msisdn', 'number'])('refuses a number as ?%s, because URLs are logged', async (name) => {
  expect(await list(`${name}=%2B33639980007`)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', detail: expect.stringContaining('body of a POST') },
  });
});

test('returns 404 for the messages of an unknown campaign', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  expect(await list('', nobody)).toMatchObject({ status: 404, body: { code: 'not-found' } });
});
