import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  type CampaignControl,
  type ReportMatch,
  advertisers,
  campaignControls,
  messageStatus,
  optOutChanged,
  receipts,
  reportMatches,
  verdicts,
} from '@stopsms/contracts';
import { eventually, Seen } from '@stopsms/testing';
import { CampaignPlay, expectSumsToHold } from './campaign-play';
import { bookOf, newAdvertiser } from './people';
import { type About, aboutRequest, optOut, receipt, status, verdict } from './what-others-say';

const HOUR = 3_600_000;

let play: CampaignPlay;
let controls: Seen<CampaignControl>[];
let published: Seen<Advertiser>[];
beforeAll(async () => {
  // Nobody is to be written to by the thousand here: the limits are those of docs/law/complaints.md#what-it-leads-to, for a
  // tenth of the delivered. Those of an advertiser lie beyond what is complained of in the tests of campaigns.
  play = await CampaignPlay.start({
    STOP_RATE_PAUSE_AFTER: '50',
    STOP_RATE_ALERT_AFTER: '50',
    ADVERTISER_COMPLAINTS_PAUSE: '50',
    ADVERTISER_COMPLAINT_RATE_PAUSE: '0.5',
  });
  published = await play.bed.collect<Advertiser>(advertisers);
  controls = await play.bed.collect<CampaignControl>(campaignControls);
});
afterAll(() => play.bed.end());

let contacts = 0;
/** An address book of people in no other, since whoever opts out leaves them all. */
function newBookOf(count: number): Promise<string> {
  contacts += count;
  return bookOf(play.bed, play.advertiserId, contacts - count, contacts);
}

/** A campaign that has reached `delivered` of its contacts; one more is under way, so that it goes on. */
async function campaignOf(delivered: number): Promise<{ id: string; people: About[] }> {
  const { id } = (await play.launch(await newBookOf(delivered + 1))).body;
  await eventually('all are requested', () => play.requestsOf(id).length === delivered + 1);
  const people = play.requestsOf(id).map(({ value }) => aboutRequest(value, (to) => play.bed.keys.keyOf(to)));
  const reached = people.slice(0, delivered);
  await play.bed.say(verdicts, ...people.map((each) => verdict(each, 'cleared')));
  await play.bed.say(messageStatus, ...reached.map((each) => status(each, 'submitted')));
  await play.bed.say(receipts, ...reached.map((each) => receipt(each, 'delivered')));
  await eventually('all are delivered', async () => (await play.view(id)).counts['delivered'] === delivered);
  return { id, people: reached };
}
const stop = (...people: About[]) =>
  play.bed.say(optOutChanged, ...people.map(({ recipientKey }) => optOut(recipientKey, [play.advertiserId])));
const complain = (people: About[], more: object = {}) =>
  play.bed.say(
    optOutChanged,
    ...people.map(({ recipientKey }) => optOut(recipientKey, [play.advertiserId], { source: 'complaint', ...more })),
  );
const paused = (id: string) =>
  eventually('it pauses itself', async () => {
    const view = await play.view(id);
    return view.state === 'paused' ? view : undefined;
  });
const metric = async (name: string) => {
  const answer = await fetch(`${play.bed.service.url}/metrics`);
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};
const person = { by: 'Ana Roche', reason: 'The list was checked.' };

test('more than 3 % opt-outs are reported once, more than 5 % pause the campaign, and only a named person resumes it', async () => {
  const { id, people } = await campaignOf(100);
  await stop(...people.slice(0, 4));
  await eventually('it is counted', async () => (await metric('stopsms_campaign_alerts_total')) === 1);
  expect((await play.view(id)).state).toBe('running');

  await stop(...people.slice(4, 6));
  const view = await paused(id);
  expectSumsToHold(view);
  expect(view.counts['optedOut']).toBe(6);
  expect(view.controls).toEqual([
    { action: 'start', at: expect.any(String) },
    {
      action: 'pause',
      by: 'STOP SMS',
      code: 'STOP_RATE',
      reason: '6 of 100 recipients opted out (6.0 %), more than 5.0 %.',
      at: expect.any(String),
    },
  ]);
  expect(await metric('stopsms_campaign_self_pauses_total')).toBe(1);
  expect(await metric('stopsms_campaign_alerts_total')).toBe(1);

  for (const body of [undefined, { by: 'Ana Roche' }, { reason: 'go' }, { by: ' ', reason: ' ' }]) {
    const refused = await play.act(id, 'resume', body);
    expect([400, 422]).toContain(refused.status);
    expect((await play.view(id)).state).toBe('paused');
  }
  expect(await play.act(id, 'resume')).toMatchObject({ status: 422, body: { code: 'resume-needs-a-person' } });
  const resumed = await play.act(id, 'resume', person);
  expect(resumed).toMatchObject({ status: 200, body: { state: 'running' } });
  expect(resumed.body.controls[2]).toMatchObject({ action: 'resume', ...person });
  await eventually('all is published', () => statesOf(id).length === 3);
  expect(statesOf(id)).toEqual(['running', 'paused', 'running']);

  // What a person answered for does not pause it again; what comes on top of it would.
  await stop(...people.slice(6, 8));
  await eventually('they are counted', async () => (await play.view(id)).counts['optedOut'] === 8);
  const later = await campaignOf(60);
  await stop(...later.people.slice(0, 4));
  await paused(later.id);
  expect((await play.view(id)).state).toBe('running');
});

const statesOf = (id: string) => controls.filter(({ key }) => key === id).map(({ value }) => value?.state);

test('many opt-outs after few deliveries change nothing until enough are delivered', async () => {
  const { id, people } = await campaignOf(40);
  await stop(...people.slice(0, 10));
  await eventually('they are counted', async () => (await play.view(id)).counts['optedOut'] === 10);
  const other = await campaignOf(60);
  await stop(...other.people.slice(0, 4));
  await paused(other.id);
  expect((await play.view(id)).state).toBe('running');
});

describe('complaints', () => {
  test('pause their campaign if there are three within 24 hours, including those of people who had opted out', async () => {
    const { id, people } = await campaignOf(60);
    const [a, b, c] = people;
    if (!a || !b || !c) throw new Error('60 people were reached');
    await complain([a]);
    await complain([b], { change: 'repeated' });
    const twice = optOut(c.recipientKey, [play.advertiserId], { source: 'complaint', change: 'returned' });
    await play.bed.say(optOutChanged, twice);
    expect((await play.view(id)).state).toBe('running');
    await complain([c]);
    const view = await paused(id);
    expect(view.controls).toMatchObject([{ action: 'start' }, { action: 'pause', code: 'COMPLAINTS' }]);
    expect(view.counts['optedOut']).toBe(2);
  });

  test('count if the text identifies only the campaign, once when the person is found', async () => {
    const { id, people } = await campaignOf(60);
    const tied = (reportId: string) => ({
      key: reportId,
      value: {
        ...{ reportId, outcome: 'tied', code: 'RECIPIENTS_SEVERAL', at: Date.now() },
        ...{ advertiserId: play.advertiserId, campaignId: id },
      } satisfies ReportMatch,
    });
    const [one, two] = [tied(randomUUID()), tied(randomUUID())];
    const unmatched = { outcome: 'none', code: 'NO_TEXT_FITS', at: Date.now() } as const;
    await play.bed.say(reportMatches, one, one, { key: two.key, value: { ...unmatched, reportId: two.key } });
    const kept = async () => {
      const sql = 'SELECT count(*)::int AS kept FROM complaint WHERE campaign_id = $1';
      return (await play.bed.sql<{ kept: number }>(sql, [id]))[0]?.kept;
    };
    await eventually('it is kept', async () => (await kept()) === 1);
    await complain(people.slice(0, 1), { evidenceId: one.key });
    await complain(people.slice(1, 2));
    await eventually('another is kept', async () => (await kept()) === 2);
    expect((await play.view(id)).state).toBe('running');
    await play.bed.say(reportMatches, two);
    expect((await paused(id)).controls).toMatchObject([{ action: 'start' }, { action: 'pause', code: 'COMPLAINTS' }]);
    expect(await kept()).toBe(3);
  });

  test('about one advertiser never pause a campaign of another, whatever the label of its texts', async () => {
    const { id, people } = await campaignOf(60);
    const other = await newAdvertiser(play.bed);
    const tied = () => {
      const reportId = randomUUID();
      const about = { advertiserId: other.id, campaignId: id, at: Date.now() };
      const value = { reportId, outcome: 'tied', code: 'RECIPIENTS_SEVERAL', ...about } as const;
      return { key: reportId, value: value satisfies ReportMatch };
    };
    await play.bed.say(reportMatches, tied(), tied(), tied(), tied());
    await eventually('they are kept for the other advertiser', async () => {
      const sql = 'SELECT count(*)::int AS kept FROM complaint WHERE scope = $1';
      return (await play.bed.sql<{ kept: number }>(sql, [other.id]))[0]?.kept === 4;
    });
    expect(await play.view(id)).toMatchObject({ state: 'running', complaints: 0 });
    // Judged after the four: were they counted, this one would pause it.
    await complain(people.slice(0, 1));
    await eventually('its own is counted', async () => (await play.view(id)).complaints === 1);
    const last = await campaignOf(60);
    await complain(last.people.slice(0, 3));
    await paused(last.id);
    expect((await play.view(id)).state).toBe('running');
  });

  test('count once if reported twice, and do not add up across two days', async () => {
    const { id, people } = await campaignOf(60);
    const now = Date.now();
    const change = optOut(people[0]?.recipientKey ?? '', [play.advertiserId], { source: 'complaint' });
    await play.bed.say(optOutChanged, change, change, change);
    await complain(people.slice(1, 2), { at: now + 25 * HOUR, sentAt: now });
    await complain(people.slice(2, 3), { at: now + 26 * HOUR, sentAt: now });
    await eventually('all three are kept', async () => {
      const sql = 'SELECT count(*)::int AS kept FROM complaint WHERE campaign_id = $1';
      return (await play.bed.sql<{ kept: number }>(sql, [id]))[0]?.kept === 3;
    });
    const other = await campaignOf(60);
    await complain(other.people.slice(0, 3));
    await paused(other.id);
    expect((await play.view(id)).state).toBe('running');
  });

  test('that name another day do not count for this campaign', async () => {
    const { id, people } = await campaignOf(60);
    await complain(people.slice(0, 3), { sentAt: Date.now() - 80 * HOUR });
    const other = await campaignOf(60);
    await complain(other.people.slice(10, 13), { sentAt: Date.now() - 40 * HOUR });
    await paused(other.id);
    expect((await play.view(id)).state).toBe('running');
  });
});

describe('all adverts of an advertiser', () => {
  interface Marketing {
    state: string;
    paused?: { code: string; reason: string; at: string };
    controls: { action: string; by: string; code?: string; reason: string }[];
  }
  const marketing = async (id: string) => (await play.bed.get<Marketing>(`/v1/advertisers/${id}/marketing`)).body;
  const act = (id: string, action: 'pause' | 'resume', body?: object) =>
    play.bed.post<Marketing>(`/v1/advertisers/${id}/marketing/${action}`, body);
  const stops = (id: string) => eventually('its adverts stop', async () => (await marketing(id)).state === 'paused');
  /** Tied by their text, to an advertiser alone. */
  const complaints = (advertiserId: string, count: number, at = Date.now()) =>
    play.bed.say(
      reportMatches,
      ...Array.from({ length: count }, () => {
        const value = {
          reportId: randomUUID(),
          outcome: 'tied',
          code: 'RECIPIENTS_SEVERAL',
          advertiserId,
          at,
        } as const;
        return { key: value.reportId, value: value satisfies ReportMatch };
      }),
    );
  /** Published by another service: neither a campaign nor a request of ours. */
  async function delivered(advertiserId: string, count: number, category: 'marketing' | 'informative') {
    const about = Array.from({ length: count }, (_, n) => ({
      ...{ id: randomUUID(), advertiserId, recipientKey: play.bed.keys.keyOf(`+3363998${9_000 + n}`) },
    }));
    const at = Date.now();
    await play.bed.say(verdicts, ...about.map((each) => verdict(each, 'cleared', { category, at })));
    await play.bed.say(receipts, ...about.map((each) => receipt(each, 'delivered', { at })));
    await eventually('they are delivered', async () => {
      const sql = `SELECT count(*)::int AS n FROM message WHERE advertiser_id = $1 AND step = 'delivered' AND category = $2`;
      return (await play.bed.sql<{ n: number }>(sql, [advertiserId, category]))[0]?.n === count;
    });
  }

  test('stop after too many complaints within 7 days, and continue when a named person gives a reason', async () => {
    const [many, none] = [(await newAdvertiser(play.bed)).id, (await newAdvertiser(play.bed)).id];
    await delivered(many, 100, 'marketing');
    await delivered(many, 20, 'informative');
    await complaints(many, 30, Date.now() - 7 * 24 * HOUR - HOUR);
    await complaints(many, 50);
    await complaints(none, 50);
    await stops(none);
    expect(await marketing(many)).toEqual({ advertiserId: many, state: 'open', controls: [] });

    await complaints(many, 1);
    await stops(many);
    const reason = '51 complaints within 7 days about 100 adverts delivered, more than 50.0 %.';
    expect(await marketing(many)).toMatchObject({
      paused: { code: 'COMPLAINTS', reason },
      controls: [{ action: 'pause', by: 'STOP SMS', code: 'COMPLAINTS', reason }],
    });
    const lastPublished = () => published.filter(({ key }) => key === many).at(-1)?.value;
    await eventually('it is published', () => lastPublished()?.marketingPaused?.code === 'COMPLAINTS');
    expect(await metric('stopsms_marketing_pauses_total')).toBe(2);

    for (const body of [undefined, { by: 'Ana Roche' }, { reason: 'go' }, { by: ' ', reason: ' ' }]) {
      expect((await act(many, 'resume', body)).status).toBe(400);
    }
    const named = await act(many, 'resume', person);
    expect(named).toMatchObject({ status: 200, body: { state: 'open' } });
    expect(named.body.controls[1]).toMatchObject({ action: 'resume', ...person });
    await eventually('it is published', () => lastPublished()?.marketingPaused === undefined);

    // What a person answered for does not count again; what comes on top of it would.
    await complaints(many, 50);
    await act(none, 'resume', person);
    await complaints(none, 50);
    await stops(none);
    expect((await marketing(many)).state).toBe('open');
  });

  test('stop on an order that a person enters; none is created until they continue', async () => {
    const { id: advertiserId } = await newAdvertiser(play.bed);
    const book = await bookOf(play.bed, advertiserId, 0, 20);
    const order = { by: 'Ana Roche', reason: 'CNIL, letter of 25 November', order: 'regulator' };
    const first = await act(advertiserId, 'pause', order);
    expect(first).toMatchObject({ status: 200, body: { state: 'paused', paused: { code: 'REGULATOR_ORDER' } } });
    expect((await act(advertiserId, 'pause', order)).body).toEqual(first.body);
    const own = await act(advertiserId, 'pause', { by: 'Léo Viau', reason: 'Its agency called +33639980012.' });
    expect(own.body).toMatchObject({ paused: first.body.paused, controls: [{}, { code: 'OWN_DECISION' }] });
    expect(own.body.controls[1]?.reason).toBe('Its agency called <number>.');
    expect((await play.bed.get(`/v1/advertisers/${advertiserId}`)).body).toMatchObject({
      marketingPaused: { code: 'REGULATOR_ORDER', reason: order.reason },
    });

    const waits = (await play.launch(book, { advertiserId })).body.id;
    const reminder = { advertiserId, category: 'informative', text: 'RDV mardi 10h.' };
    const informative = (await play.launch(book, reminder)).body.id;
    await eventually('informative messages are made', () => play.requestsOf(informative).length === 20);
    expect(await play.view(waits)).toMatchObject({ state: 'running', waitsFor: 'ADVERTISER_PAUSED' });
    expect(await play.made(waits)).toBe(0);
    // Another change of the advertiser does not end it.
    await play.bed.send('PATCH', `/v1/advertisers/${advertiserId}`, JSON.stringify({ name: 'Other' }), {
      'content-type': 'application/json',
    });
    expect((await marketing(advertiserId)).state).toBe('paused');
    await eventually('it is published', () => {
      const last = published.filter(({ key }) => key === advertiserId).at(-1)?.value;
      return last?.name === 'Other' && last.marketingPaused?.code === 'REGULATOR_ORDER';
    });
    await act(advertiserId, 'resume', person);
    await eventually('its adverts are made', () => play.requestsOf(waits).length === 20);
    expect(await play.view(waits)).not.toHaveProperty('waitsFor');
    expect(await act(randomUUID(), 'pause', order)).toMatchObject({ status: 404 });
  });
});

test('continue after complaints of people to whom the advertiser never sent anything', async () => {
  const [blamed, guilty] = [(await newAdvertiser(play.bed)).id, (await newAdvertiser(play.bed)).id];
  const paused = async (id: string) =>
    (await play.bed.get<{ state: string }>(`/v1/advertisers/${id}/marketing`)).body.state === 'paused';
  const at = Date.now();
  const people = Array.from({ length: 60 }, (_, n) => play.bed.keys.keyOf(`+3363998${8_000 + n}`));
  const texts = people.map((recipientKey) => ({ id: randomUUID(), advertiserId: guilty, recipientKey }));
  await play.bed.say(verdicts, ...texts.map((each) => verdict(each, 'cleared', { category: 'marketing', at })));
  const sql = 'SELECT count(*)::int AS n FROM message WHERE advertiser_id = $1';
  await eventually('they are known', async () => (await play.bed.sql<{ n: number }>(sql, [guilty]))[0]?.n === 60);
  for (const id of [blamed, guilty]) {
    await play.bed.say(optOutChanged, ...people.map((key) => optOut(key, [id], { source: 'complaint', at: at + 1 })));
  }
  await eventually('whoever wrote to them stops', () => paused(guilty));
  expect(await paused(blamed)).toBe(false);
});
