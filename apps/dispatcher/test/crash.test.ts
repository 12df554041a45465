import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import {
  type ClearedMessage,
  type MessageStatus,
  type NotificationMessage,
  notificationMessages,
} from '@stopsms/contracts';
import { type AppProcess, eventually, keys, startAppProcess } from '@stopsms/testing';
import { Bed, advertiserId } from './bed';

// Real processes, ended and frozen as machines do it; the texts on the handsets decide.

let bed: Bed;
let running: AppProcess[];

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed.end());
beforeEach(() => {
  running = [];
});
afterEach(async () => {
  await bed.behave({ submitDelayMs: 0 });
  await Promise.all(running.map((dispatcher) => dispatcher.stop()));
});

const start = async (more: NodeJS.ProcessEnv = {}): Promise<AppProcess> => {
  const env = { LOG_LEVEL: 'info', ...more };
  const dispatcher = await startAppProcess('dispatcher', (port) => bed.env({ PORT: String(port), ...env }));
  running.push(dispatcher);
  return dispatcher;
};

/** Adverts on every partition, with an operator that answers slowly. */
async function campaign(size: number): Promise<ClearedMessage[]> {
  await bed.behave({ submitDelayMs: 100 });
  const adverts = Array.from({ length: size }, () => bed.cleared());
  await bed.adverts(adverts);
  const ours = new Set(adverts.map(({ messageId }) => messageId));
  // Measured at the dispatcher, so that it is known at once on a busy machine too: the operator still delays the others.
  const left = ({ messageId, status }: MessageStatus) => status === 'submitted' && ours.has(messageId);
  await eventually('some adverts have left', () => bed.statuses.some(left), { everyMs: 5 });
  return adverts;
}

const arrivals = (adverts: { to: string }[]): Promise<number[]> =>
  Promise.all(adverts.map(async ({ to }) => (await bed.inbox(to)).length));

async function isReady({ url }: AppProcess): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`);
  if (answer.status !== 200) throw new Error(await answer.text());
  return true;
}

async function outcomes(adverts: { messageId: string }[]): Promise<string[]> {
  const ended = await Promise.all(adverts.map(({ messageId }) => bed.ends(messageId, 120_000)));
  return ended.map(({ status }) => status);
}

function answerToPerson(): NotificationMessage {
  const to = bed.nextHandset();
  return {
    ...{ messageId: randomUUID(), kind: 'help', advertiserId, recipientKey: keys.keyOf(to), to },
    ...{ text: 'Lorane : STOP 36180', sender: '36180', expiresAt: Date.now() + 3_600_000, at: Date.now() },
  };
}

/** True if it was published as unknown and then returned to compliance. */
function isRequeued(messageId: string): boolean {
  return bed.of(messageId).some(({ status, code }) => status === 'expired' && code === 'NOT_WRITTEN');
}

/** Repeated outcomes of a message: a successor must publish nothing again. */
function publishedAgain(messageId: string): string[] {
  const outcomes = bed.of(messageId);
  return outcomes.flatMap(({ status }, n) => {
    const before = outcomes.slice(0, n).map((one) => one.status);
    return before.some((one) => one !== 'unknown' || status === 'unknown') ? [`${before.join(', ')}, ${status}`] : [];
  });
}

test('killed while submitting: possibly submitted messages are unknown, the rest is sent, and nothing twice', async () => {
  const first = await start();
  const adverts = await campaign(400);
  await first.kill();
  await bed.behave({ submitDelayMs: 0 });
  await start();
  const ends = await outcomes(adverts);
  expect(new Set(ends)).toEqual(new Set(['submitted', 'unknown']));
  const counts = await arrivals(adverts);
  expect(Math.max(...counts)).toBe(1);
  ends.forEach((status, n) => {
    if (status === 'submitted') expect(counts[n]).toBe(1);
  });
});

test('killed while submitting, with its own log: only written and unanswered messages are unknown', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'submits-'));
  try {
    const own = { SUBMIT_LOG_DIR: dir };
    const first = await start(own);
    // Most journalled messages wait for their turn at an operator that takes ten at a time.
    const adverts = await campaign(400);
    await first.kill();
    await bed.behave({ submitDelayMs: 0 });
    await start(own);
    const ends = await outcomes(adverts);
    const counts = await arrivals(adverts);
    expect(Math.max(...counts)).toBe(1);
    const unknown = counts.filter((_, n) => ends[n] === 'unknown');
    expect(ends.filter((status) => status !== 'unknown' && status !== 'submitted')).toEqual([]);
    expect(unknown.filter((arrived) => arrived === 0)).toEqual([]);
    expect(counts.filter((arrived) => arrived === 0)).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test('a second dispatcher joining in the middle of a campaign: nothing is lost, doubled or unknown', async () => {
  await start();
  const adverts = await campaign(400);
  await start();
  await bed.behave({ submitDelayMs: 0 });
  expect(new Set(await outcomes(adverts))).toEqual(new Set(['submitted']));
  expect(new Set(await arrivals(adverts))).toEqual(new Set([1]));
});

test('stopped in the middle of a campaign: nothing is lost, doubled or unknown', async () => {
  const [first] = [await start(), await start()];
  const adverts = await campaign(400);
  await first.stop();
  await bed.behave({ submitDelayMs: 0 });
  expect(new Set(await outcomes(adverts))).toEqual(new Set(['submitted']));
  expect(new Set(await arrivals(adverts))).toEqual(new Set([1]));
});

test('restarted a while after sending all: it reads nothing back, however long the other lanes were idle', async () => {
  const first = await start();
  const adverts = await campaign(100);
  await bed.behave({ submitDelayMs: 0 });
  expect(new Set(await outcomes(adverts))).toEqual(new Set(['submitted']));
  await first.stop();
  // Later than messages in doubt of earlier tests, and than duplicates in a lane.
  const laterMs = 600_000;
  // The clock begins when the process has started, however long that takes on a busy machine: heartbeats stay behind it.
  const behindMs = 180_000;
  bed.stopBeating();
  const beating = setInterval(() => void bed.beat(Date.now() + laterMs - behindMs), 500);
  try {
    const clock = new Date(Date.now() + laterMs).toISOString();
    const again = await start({ STOPSMS_CLOCK: clock, MAX_HEARTBEAT_AGE_MS: String(2 * behindMs) });
    const line = await eventually('the journal is read back', () =>
      readFileSync(again.logFile, 'utf8')
        .split('\n')
        .find((line) => line.includes('Journal read back')),
    );
    expect(JSON.parse(line)).toMatchObject({ partitions: 12, settled: 0, unknown: 0 });
  } finally {
    clearInterval(beating);
    bed.startBeating();
  }
});

test('frozen until its partitions moved, then resumed: it submits nothing more, and unwritten messages are not unknown', async () => {
  const frozen = await start();
  await bed.behave({ submitDelayMs: 100 });
  const adverts = await campaign(400);
  const answers = Array.from({ length: 40 }, answerToPerson);
  await bed.put(
    notificationMessages,
    answers.map((value) => ({ key: value.recipientKey, value })),
  );
  await eventually('an answer is on its way', () => answers.some(({ messageId }) => bed.begun(messageId).length > 0), {
    everyMs: 2,
  });
  process.kill(frozen.pid, 'SIGSTOP');
  try {
    await start();
    await bed.behave({ submitDelayMs: 0 });
    const ends = await outcomes([...adverts, ...answers]);
    const before = await arrivals(adverts);
    process.kill(frozen.pid, 'SIGCONT');
    await eventually('it is back in the group', () => isReady(frozen));
    const marker = bed.cleared();
    await bed.adverts([marker]);
    expect((await bed.ends(marker.messageId)).status).toBe('submitted');
    expect(Math.max(...before)).toBe(1);
    expect(ends).toContain('unknown');
    await eventually('nothing is unknown that was not written', async () => {
      const lost = adverts.filter(({ messageId }, n) => before[n] === 0 && !isRequeued(messageId));
      expect(lost).toEqual([]);
      // Its own records of before the freeze follow those of its successor.
      const isSubmitted = ({ messageId }: NotificationMessage) =>
        bed.of(messageId).some(({ status }) => status === 'submitted');
      expect(answers.filter((answer) => !isSubmitted(answer))).toEqual([]);
      return true;
    });
    expect(await arrivals(adverts)).toEqual(before);
    expect(new Set(await arrivals(answers))).toEqual(new Set([1]));
    expect([...adverts, ...answers].flatMap(({ messageId }) => publishedAgain(messageId))).toEqual([]);
  } finally {
    process.kill(frozen.pid, 'SIGCONT');
  }
});
