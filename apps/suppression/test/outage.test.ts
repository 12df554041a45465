import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningService } from '@stopsms/bootstrap';
import type { OptOut, OptOutChanged, Reply } from '@stopsms/contracts';
import { type Seen, type TestPart, eventually } from '@stopsms/testing';
import { Bed, stop } from './bed';

const REPLIES = 1_000;
const AT_ONCE = 10;
const EVERY_MS = 40;

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
const acme = randomUUID();

beforeAll(async () => {
  bed = await Bed.make('kafka', 'postgres');
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
});

afterAll(() => bed.end());

/** A steady stream of STOPs, as inbound-mo writes them. Resolves once all are on the topic. */
async function flow(replies: Reply[]): Promise<void> {
  for (let start = 0; start < replies.length; start += AT_ONCE) {
    await bed.reply(...replies.slice(start, start + AT_ONCE));
    await delay(EVERY_MS);
  }
}

async function crash(part: TestPart): Promise<void> {
  const handled = changes.length;
  await eventually('replies are being handled', () => changes.length > handled);
  await part.kill();
  await delay(1_000);
  await part.restart();
}

it.each<[string, number, () => TestPart]>([
  ['PostgreSQL', 0, () => bed.postgres],
  ['Kafka', 2_000, () => bed.kafka],
])('loses no STOP when %s is killed and comes back while replies flow', async (_, first, part) => {
  const before = changes.length;
  const replies = Array.from({ length: REPLIES }, (_each, n) =>
    stop(`+3363998${String(first + n).padStart(4, '0')}`, [acme]),
  );
  const flowing = flow(replies);
  await crash(part());
  await flowing;

  const expected = new Set(replies.map(({ recipientKey }) => `${recipientKey}:${acme}`));
  await eventually(
    'every STOP is on the opt-out list and published',
    () => {
      const out = optOuts().filter(({ key }) => expected.has(key));
      const published = new Set(changes.slice(before).map(({ value }) => value.evidenceId));
      const missing = replies.filter(({ replyId }) => !published.has(replyId)).length;
      expect([new Set(out.map(({ key }) => key)).size, missing]).toEqual([REPLIES, 0]);
      return true;
    },
    { timeoutMs: 90_000 },
  );
  // The relay may say a thing twice after a crash, but never two things.
  for (const { recipientKey } of replies) {
    const own = changes.filter(({ key }) => key === recipientKey).map(({ value }) => value);
    expect(new Set(own.map(({ changeId, change }) => `${changeId} ${change}`)).size).toBe(1);
    expect(own[0]?.change).toBe('opted-out');
  }
  const episodes = new Set(
    optOuts()
      .filter(({ key }) => expected.has(key))
      .map(({ value }) => value.episodeId),
  );
  expect(episodes.size).toBe(REPLIES);
  await eventually('the service is ready again', async () => (await fetch(`${service.url}/health/ready`)).ok);
});
