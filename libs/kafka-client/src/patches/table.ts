/** A fault of kafkajs 2.2.4 that a file beside this one mends. */
interface Patch {
  fault: string;
  /** Files of kafkajs whose private parts the patch replaces or relies on, with the SHA-256 of what it was written for, cut to 12 hex digits. */
  inside: Readonly<Record<string, string>>;
  /** Tests that fail without the patch, from the root of the repository. */
  tests: readonly string[];
}

const BROKER_TESTS = 'libs/messaging/test';

/** By file name. The README has the same table. */
export const PATCHES: Readonly<Record<string, Patch>> = {
  'half-response': {
    fault:
      'The beginning of a response that ended with its connection is read together with the first response of the next connection; every later request times out.',
    inside: { 'network/connection.js': '2a993b2e7442' },
    tests: [`${BROKER_TESTS}/lost-responses.test.ts`],
  },
  'hung-broker': {
    fault:
      'Connections to a broker that hangs stay open, and the leaders and coordinators on it stay known after Kafka has replaced them.',
    inside: { 'network/connection.js': '2a993b2e7442', 'errors.js': 'bb3e50177a7b' },
    tests: ['libs/kafka-client/src/patches/hung-brokers.spec.ts', 'e2e/cluster/cluster.test.ts'],
  },
  'idle-connection': {
    fault: 'Each connection is checked every millisecond, also when nothing waits to be sent.',
    inside: { 'network/requestQueue/index.js': 'b55986089c14' },
    tests: ['libs/kafka-client/src/patches/idle-connection.spec.ts'],
  },
  'moved-coordinator': {
    fault:
      'A member joins its group again when the coordinator moves, and fetches on after its group has forgotten it.',
    inside: { 'consumer/consumerGroup.js': 'f3e461738585', 'protocol/error.js': '8911e3226a8a' },
    tests: [`${BROKER_TESTS}/rejoin.test.ts`, `${BROKER_TESTS}/broker-restart.test.ts`],
  },
  'moved-leader': {
    fault:
      'A lookup of offsets fails for minutes after a partition has moved; a consumer rejoins its group for it, and may skip records when the partitions of a topic change.',
    inside: {
      'cluster/index.js': '3831a6845e4e',
      'consumer/consumerGroup.js': 'f3e461738585',
      'protocol/error.js': '8911e3226a8a',
    },
    tests: [`${BROKER_TESTS}/cluster.test.ts`, `${BROKER_TESTS}/rejoin.test.ts`],
  },
  'requests-with-records': {
    fault:
      'Each record costs a buffer of 512 bytes; only gzip is decoded, no checksum is compared, and a batch that cannot be decoded ends the consumer.',
    inside: {
      'protocol/requests/index.js': 'fd26a30565d7',
      'protocol/requests/fetch/v11/request.js': 'e652bb05ffab',
      'protocol/requests/fetch/v11/response.js': '9cb972647500',
      'protocol/requests/produce/v7/request.js': 'bc64c2f2d7fe',
      'consumer/fetcher.js': 'a9418ebe7cff',
    },
    tests: ['libs/kafka-client/src/wire/wire.spec.ts', 'libs/kafka-client/src/wire/hostile-batches.spec.ts'],
  },
  'topic-ends': {
    fault: 'A lookup of the end of a topic takes three requests one after the other.',
    inside: { 'cluster/index.js': '3831a6845e4e', 'cluster/brokerPool.js': '9994863e891a' },
    tests: [`${BROKER_TESTS}/ends.test.ts`],
  },
};
