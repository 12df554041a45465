// kafkajs 2.2.4 looks up the end of a topic with three requests, one after the other: the leaders, which its admin client never
// keeps, the ends, and the beginnings. Here the leaders are kept for a while; a failed lookup learns them again (kafkajs-leaders).
// A lookup of records from `Infinity` on, of which there are none, takes the answer from here, so that its ends are one request.

interface Wanted {
  topic: string;
  partitions: readonly { partition: number }[];
  fromTimestamp?: number;
}

interface Found {
  topic: string;
  partitions: { partition: number; offset: string }[];
}

interface Cluster {
  fetchTopicsOffset(topics: readonly Wanted[]): Promise<Found[]>;
}

interface BrokerPool {
  metadataMaxAge: number;
  refreshMetadataIfNecessary(topics: readonly string[]): Promise<void>;
}

/** Time for which an admin client keeps the leaders that it has learned. */
const LEADERS_KEPT_MS = 30_000;
/** Offset of a timestamp that no record reaches, as a broker responds. */
const NONE = '-1';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype: cluster } = require('kafkajs/src/cluster') as { prototype: Cluster };
const { fetchTopicsOffset } = cluster;

cluster.fetchTopicsOffset = function (topics) {
  if (!topics.every(({ fromTimestamp }) => fromTimestamp === Infinity)) return fetchTopicsOffset.call(this, topics);
  return Promise.resolve(
    topics.map(({ topic, partitions }) => {
      return { topic, partitions: partitions.map(({ partition }) => ({ partition, offset: NONE })) };
    }),
  );
};

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype: pool } = require('kafkajs/src/cluster/brokerPool') as { prototype: BrokerPool };
const { refreshMetadataIfNecessary } = pool;

pool.refreshMetadataIfNecessary = function (topics) {
  // Only an admin client has none.
  this.metadataMaxAge ||= LEADERS_KEPT_MS;
  return refreshMetadataIfNecessary.call(this, topics);
};

export {};
