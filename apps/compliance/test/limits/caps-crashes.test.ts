// Caps while replicas are killed: three processes that decide at once, adverts that leave, adverts that do not, and never one too many.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClearedMessage, type MessageStatus, clearedMarketing, messageStatus } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { type AppProcess, eventually, keys, startAppProcess } from '@stopsms/testing';
import { Bed } from '../bed';
import { Capped } from './capped';
import { ADVERT, LAWFUL } from '../fixtures';

const CAP = { adverts: 3, hours: 24 };
const PEOPLE = 120;
const ADVERTS_EACH = 9;
const KILLS = 3;

let bed: Bed;
const capped = new Capped(() => bed);
const replicas: AppProcess[] = [];
let atWork = true;
let dispatching: Promise<void>;

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(async () => {
  atWork = false;
  await dispatching;
  await Promise.all(replicas.map((replica) => replica.stop()));
  await bed?.end();
});

/** Outcome of an attempt, always the same: three in ten do not leave, and one of these is retried. */
function fate({ messageId, attempt }: ClearedMessage): Pick<MessageStatus, 'status' | 'code'> {
  const dice = createHash('sha256').update(`${messageId} ${attempt}`).digest().readUInt8(0) % 10;
  if (dice < 7) return { status: 'submitted' };
  if (dice === 7) return { status: 'blocked', code: 'OPTED_OUT' };
  return dice === 8 ? { status: 'expired', code: 'NOT_WRITTEN' } : { status: 'rejected', code: 'OPERATOR_REJECTED' };
}

const statusOf = (message: ClearedMessage): MessageStatus => {
  const { messageId, advertiserId, recipientKey, attempt, sender } = message;
  const published = fate(message);
  return {
    ...{ messageId, advertiserId, recipientKey, attempt, sender, lane: 'marketing', provider: 'test', at: bed.now() },
    ...published,
    ...(published.status === 'submitted' && { smscIds: [messageId] }),
  };
};

/** Publishes the outcome of each cleared advert, some twice, as after a crash of the dispatcher. */
async function dispatch(published: MessageStatus[]): Promise<void> {
  for (let done = 0; atWork;) {
    const fresh = bed
      .seen(clearedMarketing.name)
      .slice(done)
      .map(({ value }) => statusOf(value as ClearedMessage));
    done += fresh.length;
    published.push(...fresh);
    const records = fresh.flatMap((value, n) => Array.from({ length: n % 4 === 0 ? 2 : 1 }, () => value));
    if (records.length > 0) {
      await bed.put(
        messageStatus,
        records.map((value) => ({
          key: value.recipientKey,
          value,
          partition: partitionOf(messageStatus, value.recipientKey),
        })),
      );
    }
    await pause(100);
  }
}

test('three replicas killed in turn exceed no cap and lose no advert', async () => {
  const account = await capped.advertiser({ frequencyCaps: [CAP] });
  const phones = Array.from({ length: PEOPLE }, (_, n) => `+3363998${7_000 + n}`);
  await Promise.all(phones.map((phone) => bed.consent(phone, { advertiserId: account.id })));
  // It creates topics and tables, and has published its clock.
  await bed.stop();
  await bed.sql('DELETE FROM shown_time');
  const clock = `${LAWFUL}@${new Date().toISOString()}`;
  for (let n = 0; n < 3; n++) {
    replicas.push(
      await startAppProcess('compliance', (port) =>
        bed.env({ PORT: String(port), RELEASE_JITTER_MS: '0', STOPSMS_CLOCK: clock }),
      ),
    );
  }
  const published: MessageStatus[] = [];
  dispatching = dispatch(published);
  const killing = (async () => {
    for (let n = 0; n < KILLS; n++) {
      await pause(700);
      const victim = replicas[n % replicas.length];
      await victim?.kill();
      await victim?.restart();
    }
  })();

  const asked = new Map<string, string[]>(phones.map((phone) => [phone, []]));
  for (let round = 0; round < ADVERTS_EACH; round++) {
    const whenCapped = round % 3 === 2 ? 'refuse' : 'hold';
    await Promise.all(
      phones.map(async (to) => asked.get(to)?.push(await capped.advert(account, to, { text: ADVERT, whenCapped }))),
    );
    await pause(400);
  }
  await killing;
  const left = (phone: string) =>
    new Set(
      published.flatMap(({ recipientKey, messageId, status }) =>
        status === 'submitted' && recipientKey === keys.keyOf(phone) ? [messageId] : [],
      ),
    ).size;
  const isOver = (id: string) => capped.latest(id) === 'cleared' || bed.verdictsOf(id).at(-1)?.verdict === 'refused';
  await eventually(
    'everybody has as many as the cap allows and the rest waits or is refused, or has had all there were',
    () =>
      phones.every((phone) => {
        const theirs = asked.get(phone) ?? [];
        if (!theirs.every((id) => ['CAP_REACHED', 'cleared'].includes(capped.latest(id)))) return false;
        return left(phone) >= CAP.adverts || theirs.every(isOver);
      }),
    { timeoutMs: 300_000, everyMs: 1_000 },
  );
  const more = await Promise.all(phones.map((to) => capped.advert(account, to)));
  await eventually('the next are decided', () => more.every((id) => capped.latest(id) !== 'none'));
  expect(phones.filter((phone) => left(phone) > CAP.adverts)).toEqual([]);
  expect(phones.filter((phone) => left(phone) === CAP.adverts).length).toBeGreaterThan(0.9 * PEOPLE);
  // Each attempt is cleared once, whoever died meanwhile, though the same record may be on the topic twice.
  const records = new Map(
    bed.seen(clearedMarketing.name).map(({ value }) => [JSON.stringify(value), value as ClearedMessage]),
  );
  const attempts = [...records.values()].map(({ messageId, attempt }) => `${messageId} ${attempt}`);
  expect(new Set(attempts).size).toBe(attempts.length);
}, 480_000);
