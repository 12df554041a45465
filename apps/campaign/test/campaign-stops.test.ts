import { randomUUID } from 'node:crypto';
import { type CampaignControl, campaignControls, messageStatus, verdicts } from '@stopsms/contracts';
import { eventually, Seen } from '@stopsms/testing';
import { type Campaign, CampaignPlay, expectSumsToHold } from './campaign-play';
import { bookOf } from './people';
import { type About, aboutRequest, status, verdict } from './what-others-say';

let play: CampaignPlay;
let controls: Seen<CampaignControl>[];
beforeAll(async () => {
  play = await CampaignPlay.start();
  controls = await play.bed.collect<CampaignControl>(campaignControls);
});
afterAll(() => play.bed.end());

const newBookOf = (count: number) => bookOf(play.bed, play.advertiserId, 0, count);
const statesOf = (id: string) => controls.filter(({ key }) => key === id).map(({ value }) => value?.state);
const person = { by: 'Ana Roche', reason: 'The list was checked.' };

test('counts add up at all times while a campaign is paused, resumed and cancelled', async () => {
  const { id } = (await play.launch(await newBookOf(40))).body;
  await eventually('all are requested', () => play.requestsOf(id).length === 40);
  const people = play.requestsOf(id).map(({ value }) => aboutRequest(value, (to) => play.bed.keys.keyOf(to)));
  const views: Campaign[] = [];
  const watch = setInterval(() => void play.view(id).then((view) => views.push(view)), 20);
  await play.bed.say(verdicts, ...people.slice(0, 30).map((each) => verdict(each, 'cleared')));
  await play.bed.say(messageStatus, ...people.slice(0, 10).map((each) => status(each, 'submitted')));

  expect((await play.act(id, 'pause', person)).body).toMatchObject({
    state: 'paused',
    controls: [{ action: 'start' }, { ...person }],
  });
  const requeued = { code: 'CAMPAIGN_PAUSED' };
  await play.bed.say(messageStatus, ...people.slice(10, 30).map((each) => status(each, 'expired', requeued)));
  await play.bed.say(
    verdicts,
    ...people.slice(10, 30).map((each) => verdict(each, 'held', { attempt: 2, ...requeued })),
  );
  await play.bed.say(verdicts, ...people.slice(30).map((each) => verdict(each, 'held', requeued)));
  await eventually('what was queued is held', async () => (await play.view(id)).counts['held'] === 30);

  await play.act(id, 'resume');
  const again = (each: About, attempt: number) => [
    verdict(each, 'released', { attempt }),
    verdict(each, 'cleared', { attempt }),
  ];
  await play.bed.say(verdicts, ...people.slice(10, 20).flatMap((each) => again(each, 3)));
  await play.bed.say(messageStatus, ...people.slice(10, 15).map((each) => status(each, 'submitted', { attempt: 3 })));
  await play.act(id, 'cancel', person);
  const cancelled = { code: 'CAMPAIGN_CANCELLED' };
  await play.bed.say(
    messageStatus,
    ...people.slice(15, 20).map((each) => status(each, 'blocked', { attempt: 3, ...cancelled })),
  );
  await play.bed.say(
    verdicts,
    ...people.slice(20, 30).map((each) => verdict(each, 'refused', { attempt: 3, ...cancelled })),
  );
  await play.bed.say(
    verdicts,
    ...people.slice(30).map((each) => verdict(each, 'refused', { attempt: 2, ...cancelled })),
  );
  const view = await eventually('all is counted', async () => {
    const now = await play.view(id);
    return now.counts['cancelled'] === 25 ? now : undefined;
  });
  clearInterval(watch);
  views.forEach(expectSumsToHold);
  expect(views.length).toBeGreaterThan(5);
  expectSumsToHold(view);
  expect(view.counts).toMatchObject({ recipients: 40, pending: 0, held: 0, cleared: 15, queued: 0, submitted: 15 });
  expect(view.controls.map(({ action }) => action)).toEqual(['start', 'pause', 'resume', 'cancel']);
  expect(view.reasons).toEqual([{ outcome: 'cancelled', code: 'CAMPAIGN_CANCELLED', count: 25 }]);
  const message = await play.bed.get(`/v1/messages/${people[39]?.id}`);
  expect(message.body).toMatchObject({ state: 'cancelled', code: 'CAMPAIGN_CANCELLED' });
  await eventually('each control is published', () => statesOf(id).length === 4);
  expect(statesOf(id)).toEqual(['running', 'paused', 'running', 'cancelled']);
});

test('removes only controls of campaigns that ended a week ago from the topic', async () => {
  const launch = async () => (await play.launch(await newBookOf(1))).body.id;
  const [old, recent, open] = [await launch(), await launch(), await launch()];
  for (const id of [old, recent]) await play.act(id, 'cancel');
  await play.act(open, 'pause');
  const age = `UPDATE campaign SET finished_at = now() - $2::interval WHERE id = $1`;
  await play.bed.sql(age, [old, '8 days']);
  await play.bed.sql(age, [recent, '6 days']);
  const replica = await play.bed.startReplica();
  await eventually('it is taken back', () => controls.some(({ key, value }) => key === old && value === null));
  await replica.close();
  const tombstones = controls.filter(({ value }) => value === null).map(({ key }) => key);
  expect(tombstones).toEqual([old]);
});

test('a start publishes the campaign’s advertiser; a campaign started by an earlier release is published once', async () => {
  const id = (await play.launch(await newBookOf(1))).body.id;
  const mine = () => controls.filter(({ key }) => key === id).map(({ value }) => value);
  await eventually('it is published', () => mine().length === 1);
  expect(mine()).toEqual([
    { campaignId: id, advertiserId: play.advertiserId, state: 'running', at: expect.any(Number) },
  ]);
  await play.act(id, 'pause');
  await eventually('the pause is published', () => mine().length === 2);
  await play.bed.sql('UPDATE campaign SET controlled = false WHERE id = $1', [id]);
  const replicas = [await play.bed.startReplica(), await play.bed.startReplica()];
  await eventually('it is published anew, as it is', () => mine().length === 3);
  expect(mine()[2]).toMatchObject({ advertiserId: play.advertiserId, state: 'paused' });
  for (const replica of replicas) await replica.close();
  await play.act(id, 'cancel');
  await eventually('the next is published', () => mine().at(-1)?.state === 'cancelled');
  expect(mine()).toHaveLength(4);
});

test('an invalid body changes nothing', async () => {
  const { id } = (await play.launch(await newBookOf(1))).body;
  expect((await play.act(id, 'pause', { who: 'me' })).status).toBe(400);
  expect((await play.view(id)).controls).toMatchObject([{ action: 'start' }]);
  expect((await play.act(randomUUID(), 'pause', person)).status).toBe(404);
});
