import { type Position, type Topic, outcomesTopicNamed, topology } from '@stopsms/contracts';
import type { Frame, Publisher } from '@stopsms/messaging';
import type { StoredRecord } from './outbox';

const topicByName = new Map(topology.map(({ topic }) => [topic.name, topic]));

/** Row of the outbox; PostgreSQL returns bigint as text. */
export interface Parcel {
  id: string;
  topic: string;
  /** Number of messages. */
  size: number;
  /** Set on a frame. */
  partition: number | null;
  records: string;
  /** Time since the transaction that wrote it began. */
  ageMs: number;
}
type Addressed = StoredRecord & { topic: string };
type FollowUp = NonNullable<StoredRecord['followUp']>;

/** Publishes rows of the outbox; those of one partition in the order given. */
export async function sendParcels(publisher: Publisher, parcels: readonly Parcel[]): Promise<void> {
  for (const run of runsOf(parcels)) await sendRun(publisher, run);
}

/** Divides rows, without changing their order, so that no topic has both frames and records in one run: a run sends its frames first. */
function runsOf(parcels: readonly Parcel[]): Parcel[][] {
  const runs: Parcel[][] = [];
  let hasFrames = new Map<string, boolean>();
  for (const parcel of parcels) {
    const isFrame = parcel.partition !== null;
    if (runs.length === 0 || (hasFrames.get(parcel.topic) ?? isFrame) !== isFrame) {
      runs.push([]);
      hasFrames = new Map();
    }
    hasFrames.set(parcel.topic, isFrame);
    runs.at(-1)?.push(parcel);
  }
  return runs;
}

/** Publishes topics whose positions others need first; then the rest, each follow-up in the order of its cause. */
async function sendRun(publisher: Publisher, parcels: readonly Parcel[]): Promise<void> {
  const frames = parcels.filter(({ partition }) => partition !== null);
  const records = recordsIn(parcels.filter(({ partition }) => partition === null));
  await allEnded([sendFrames(publisher, frames), sendRecords(publisher, records)]);
}

/** Waits for all sends, also if one fails: the lock is released after it, and a send that went on would land behind newer records. */
async function allEnded(sends: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(sends)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

const recordsIn = (parcels: readonly Parcel[]): Addressed[] =>
  parcels.flatMap(({ topic, records }) =>
    (JSON.parse(records) as StoredRecord[]).map((record) => ({ ...record, topic })),
  );

async function sendFrames(publisher: Publisher, parcels: readonly Parcel[]): Promise<void> {
  const byTopic = new Map<string, Frame[]>();
  for (const { topic, size: count, partition, records: text } of parcels) {
    const frames = byTopic.get(topic) ?? [];
    byTopic.set(topic, frames);
    frames.push({ partition: partition ?? 0, count, text });
  }
  await allEnded([...byTopic].map(([name, frames]) => publisher.publishFrames(topicNamed(name), frames)));
}

async function sendRecords(publisher: Publisher, records: Addressed[]): Promise<void> {
  const followed = new Set(records.flatMap(({ topic, followUp }) => (followUp ? [topic] : [])));
  const causes = records.filter(({ topic }) => followed.has(topic));
  const positions = new Map(zip(causes, await publish(publisher, causes)));
  const rest = records.flatMap((record) => {
    if (!followed.has(record.topic)) return [record];
    return record.followUp ? [withPosition(record.followUp, positions.get(record))] : [];
  });
  await publish(publisher, rest);
}

/** Publishes with one send per topic, in order of first appearance; returns positions in the order given. */
async function publish(publisher: Publisher, records: Addressed[]): Promise<Position[]> {
  const byTopic = new Map<string, Addressed[]>();
  for (const record of records) {
    const others = byTopic.get(record.topic);
    if (others) others.push(record);
    else byTopic.set(record.topic, [record]);
  }
  const positions = new Map<Addressed, Position>();
  for (const [name, group] of byTopic) {
    const sent = await publisher.publish(topicNamed(name), group);
    for (const [record, position] of zip(group, sent)) positions.set(record, position);
  }
  return records.map((record) => positions.get(record) as Position);
}

function topicNamed(name: string): Topic {
  const topic = topicByName.get(name) ?? outcomesTopicNamed(name);
  if (!topic) throw new Error(`Outbox holds a record for ${name}, which the topology does not know`);
  return topic;
}

const zip = <A, B>(some: A[], others: B[]): [A, B][] => some.map((one, index) => [one, others[index] as B]);

function withPosition({ topic, field, record }: FollowUp, position: Position | undefined): Addressed {
  return { ...record, topic, value: { ...(record.value as object), [field]: position } };
}
