// Reports of three topics that wait for each other: however they arrive, and whichever replica reads them, nothing is lost or counted twice.
import { randomUUID } from 'node:crypto';
import { messageStatus, receipts, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { newAdvertiser } from './people';
import { type About, receipt, status, verdict } from './what-others-say';

jest.setTimeout(300_000);

const MESSAGES = 150;

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, by: Math.random() }))
    .sort((one, other) => one.by - other.by)
    .map(({ item }) => item);

test('two replicas, one of which stops, store each advert with all its events and count it once', async () => {
  const { id: advertiserId } = await newAdvertiser(bed);
  const adverts = Array.from({ length: MESSAGES }, (_, n): About => {
    return { id: randomUUID(), advertiserId, recipientKey: bed.keys.keyOf(`+336399${String(80_000 + n)}`) };
  });
  const isDelivered = (n: number) => n % 3 !== 0;
  const at = Date.now();
  const records = adverts.flatMap((about, n) => [
    () => bed.say(verdicts, verdict(about, 'cleared', { at })),
    () => bed.say(messageStatus, status(about, 'submitted', { at: at + 20, begunAt: at + 10 })),
    () => bed.say(receipts, receipt(about, isDelivered(n) ? 'delivered' : 'failed', { at: at + 30 })),
  ]);
  const said = shuffled([...records, ...shuffled(records).slice(0, MESSAGES)]);
  const replica = await bed.startReplica();
  for (const [n, say] of said.entries()) {
    await say();
    if (n === MESSAGES) await replica.close();
  }
  const rows = () =>
    bed.sql<{ events: number; step: string }>(
      `SELECT step, (num_nonnulls(cleared_at, begun_at, submitted_at, delivered_at)
         + (SELECT count(*) FROM jsonb_object_keys(coalesce(timeline, '{}'))))::int AS events
       FROM message WHERE advertiser_id = $1`,
      [advertiserId],
    );
  await eventually('every advert has its four events', async () => {
    const found = await rows();
    return found.length === MESSAGES && found.every(({ events }) => events === 4);
  });
  const delivered = adverts.filter((_, n) => isDelivered(n)).length;
  expect((await rows()).filter(({ step }) => step === 'delivered')).toHaveLength(delivered);
  const counts = await bed.sql(
    `SELECT sum(sent)::int AS sent, sum(delivered)::int AS delivered, sum(failed)::int AS failed
     FROM day_figures WHERE advertiser_id = $1`,
    [advertiserId],
  );
  expect(counts).toEqual([{ sent: MESSAGES, delivered, failed: MESSAGES - delivered }]);
});
