import type { KafkaMessage } from '@stopsms/kafka-client';
import { type Entrant, Rounds } from './rounds';

const LONG_MS = 60_000;
const record = (value: string) => ({ value: Buffer.from(value) }) as KafkaMessage;
const partition = (messages = 1): Entrant => ({ messages, begin: undefined });
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Rounds that begin once a minute unless a code was fetched, and which of the entrants have begun. */
function rounds(urgentEveryMs = 0) {
  const stopping = new AbortController();
  const isUrgent = (_: string, { value }: KafkaMessage) => value?.toString() === 'code';
  const made = new Rounds({ everyMs: LONG_MS, urgentEveryMs, isUrgent }, 10, stopping.signal);
  const begun: Entrant[] = [];
  const enter = (entrant: Entrant) => void made.enter(entrant).then(() => begun.push(entrant));
  return { made, begun, enter, stop: () => stopping.abort() };
}

/** The first round is over: the next one begins in a minute. */
async function afterTheFirst(urgentEveryMs?: number) {
  const all = rounds(urgentEveryMs);
  all.enter(partition());
  await soon();
  all.begun.length = 0;
  return all;
}

test('the first round begins at once, with all partitions of a fetch', async () => {
  const { begun, enter, stop } = rounds();
  const both = [partition(), partition()];
  both.forEach(enter);
  await soon();
  expect(begun).toEqual(both);
  stop();
});

test('later partitions wait for the next round', async () => {
  const { begun, enter, stop } = await afterTheFirst();
  enter(partition());
  await soon();
  expect(begun).toEqual([]);
  stop();
});

test('a round begins when somebody waits for a record, until that is handled', async () => {
  const { made, begun, enter, stop } = await afterTheFirst();
  const [advert, code, later] = [partition(), partition(), partition()];
  enter(advert);
  expect(made.fetched('requests', [record('advert'), record('code')])).toBe(1);
  enter(code);
  await soon();
  expect(begun).toEqual([advert, code]);
  made.handled(1);
  enter(later);
  await soon();
  expect(begun).not.toContain(later);
  stop();
});

test('records that somebody waits for make no round too soon after the last one', async () => {
  const { made, begun, enter, stop } = await afterTheFirst(LONG_MS);
  made.fetched('requests', [record('code')]);
  enter(partition());
  await soon();
  expect(begun).toEqual([]);
  stop();
});

test('a round begins when its messages fill a call', async () => {
  const { made, begun, enter, stop } = await afterTheFirst();
  const entrant = partition(9);
  enter(entrant);
  await soon();
  expect(begun).toEqual([]);
  entrant.messages += 1;
  made.fetched('requests', [record('advert')]);
  await soon();
  expect(begun).toEqual([entrant]);
  stop();
});

test('a round begins when a text waits for a fetched record', async () => {
  const { made, begun, enter, stop } = await afterTheFirst();
  const entrant = partition();
  enter(entrant);
  made.hurry(1);
  await soon();
  expect(begun).toEqual([entrant]);
  stop();
});

test('starts all waiting work when the consumer stops', async () => {
  const { begun, enter, stop } = await afterTheFirst();
  const entrant = partition();
  enter(entrant);
  stop();
  await soon();
  expect(begun).toEqual([entrant]);
});
