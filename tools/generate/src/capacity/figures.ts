// Measured figures of docs/capacity.md. All of its tables follow from them: change a figure here alone, then run `npm run generate`.

/** Processor time of one advert in all processes together, the simulated operator and the benchmark included, at a rate. */
export interface Load {
  perSecond: number;
  /** Microseconds of one core. */
  us: number;
}

export interface Figures {
  /** `footprint --rate 500`, on a quiet machine. */
  steady: Load;
  /** `pipeline --window 100`, both cores fully used; mean of the rounds. */
  full: Load;
  /** Parts of `full.us` by process, microseconds, in the last run that was split. Only their shares count. */
  split: Readonly<Record<Process, number>>;
  /** Adverts a second that one dispatcher submits (`pipeline`, with the simulator alone beside it). */
  dispatcherPerSecond: number;
  /** Bytes of a message on each topic, one copy (`pipeline`). */
  kafka: readonly TopicBytes[];
  /** Bytes of a message in each table, indexes included (`pipeline`). */
  postgres: readonly TableBytes[];
  /** Bytes of write-ahead log of a message (`pipeline`). */
  walBytes: number;
  optOut: {
    /** Bytes of the view, settled and while it grows (`view`). */
    viewBytes: number;
    growingBytes: number;
    /** Seconds until a view of a million is ready from the topic (`rebuild`), and one of ten million from its snapshot (`view`). */
    readySecondsAMillion: number;
    snapshotSecondsOfTenMillion: number;
    topicBytes: number;
    rowBytes: number;
  };
  /** Other rates of one core, by benchmark. */
  others: readonly { work: string; perSecond: string; source: string }[];
}

export type Process =
  'PostgreSQL' | 'compliance' | 'inbound-mo' | 'dispatcher' | 'Kafka' | 'campaign' | 'simulator and benchmark';

export interface TopicBytes {
  /** Name in the topology, from which retention and readers are taken; of something else, a description. */
  topic: string;
  bytes: number;
}

export interface TableBytes {
  table: string;
  bytes: number;
  /** Days after which rows are deleted; absent for ever. */
  days?: number;
}

export const FIGURES: Figures = {
  steady: { perSecond: 500, us: 2_337 },
  full: { perSecond: 2_092, us: 933 },
  split: {
    PostgreSQL: 200,
    compliance: 182,
    'inbound-mo': 137,
    dispatcher: 143,
    Kafka: 87,
    campaign: 72,
    'simulator and benchmark': 92,
  },
  dispatcherPerSecond: 4_400,
  kafka: [
    { topic: 'sms.requested.v1', bytes: 534 },
    { topic: 'compliance.cleared-marketing.v1', bytes: 172 },
    { topic: 'compliance.verdicts.v1', bytes: 94 },
    { topic: 'dispatcher.journal.v1', bytes: 135 },
    { topic: 'dispatcher.message-status.v1', bytes: 149 },
    { topic: 'inbound-mo.receipts.v1', bytes: 147 },
    { topic: 'offsets and heartbeats', bytes: 80 },
  ],
  postgres: [
    { table: '`compliance.fact_frame`, `fact_link`: the proof, three facts', bytes: 375 },
    { table: '`compliance.asked`', bytes: 99 },
    { table: 'reservations of caps, `compliance.sent_text_batch`', bytes: 247, days: 34 },
    { table: '`campaign.message`, the timeline', bytes: 352 },
    { table: '`inbound_mo.sent_message`, `failed_number`', bytes: 408, days: 92 },
  ],
  walBytes: 4_276,
  optOut: {
    viewBytes: 14,
    growingBytes: 32,
    readySecondsAMillion: 4.6,
    snapshotSecondsOfTenMillion: 0.13,
    topicBytes: 460,
    rowBytes: 1_001,
  },
  others: [
    { work: 'an advert blocked by the view; one that is taken', perSecond: '108,000; 21,000', source: '`filter`' },
    { work: 'look-ups in the view, by key', perSecond: '4 to 10 million', source: '`view`' },
    { work: 'replies classified', perSecond: 'about 100,000', source: '`read`' },
    { work: 'checked texts', perSecond: '9,500, then 660,000 recipients of the same text', source: '`rules`' },
  ],
};
