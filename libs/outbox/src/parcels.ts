import { type Position, type Topic, topology } from '@stopsms/contracts';
import type { Publisher } from '@stopsms/messaging';
import type { StoredRecord } from './outbox';

const topicByName = new Map(topology.map(({ topic }) => [topic.name, topic]));

/** bigint comes back from PostgreSQL as text. */
export interface Parcel {
  id: string;
  topic: string;
  records: string;
  /** Since the transaction that wrote it began. */
  ageMs: number;
}
export type Addressed = StoredRecord & { topic: string };
type FollowUp = NonNullable<StoredRecord['followUp']>;

export function recordsIn(parcels: Parcel[]): Addressed[] {
  return parcels.flatMap(({ topic, records }) =>
    (JSON.parse(records) as StoredRecord[]).map((record) => ({ ...record, topic })),
  );
}

/** First the topics whose positions others wait for; then the rest, with each follow-up where its cause stood. */
export async function sendRecords(publisher: Publisher, records: Addressed[]): Promise<void> {
  const followed = new Set(records.flatMap(({ topic, followUp }) => (followUp ? [topic] : [])));
  const causes = records.filter(({ topic }) => followed.has(topic));
  const positions = new Map(zip(causes, await publish(publisher, causes)));
  const rest = records.flatMap((record) => {
    if (!followed.has(record.topic)) return [record];
    return record.followUp ? [withPosition(record.followUp, positions.get(record))] : [];
  });
  await publish(publisher, rest);
}

/** One send per topic, topics in order of first appearance; returns positions in the order given. */
async function publish(publisher: Publisher, records: Addressed[]): Promise<Position[]> {
  const byTopic = new Map<string, Addressed[]>();
  for (const record of records) {
    const others = byTopic.get(record.topic);
    if (others) others.push(record);
    else byTopic.set(record.topic, [record]);
  }
  const positions = new Map<Addressed, Position>();
  for (const [name, group] of byTopic) {
    const topic = topicByName.get(name);
    if (!topic) throw new Error(`Outbox holds a record for ${name}, which the topology does not know`);
    const sent = await publisher.publish(topic as Topic, group);
    for (const [record, position] of zip(group, sent)) positions.set(record, position);
  }
  return records.map((record) => positions.get(record) as Position);
}

const zip = <A, B>(some: A[], others: B[]): [A, B][] => some.map((one, index) => [one, others[index] as B]);

function withPosition({ topic, field, record }: FollowUp, position: Position | undefined): Addressed {
  return { ...record, topic, value: { ...(record.value as object), [field]: position } };
}
