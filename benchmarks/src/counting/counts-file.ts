/** Names the folder in which processes leave their counts. */
export const COUNTS_DIR = 'STOPSMS_COUNTS_DIR';
/** Signal on which a process writes its counts; others ignore it. */
export const WRITE_COUNTS = 'SIGURG';
export const countsFile = (pid: number): string => `${pid}.counts.json`;

/** Counts of one process since it started. */
export interface Counts {
  /** Instant of this state, ms of the monotonic clock of the process. */
  at: number;
  /** Requests to Kafka by name of the API. */
  requests: Record<string, number>;
  /** SQL statements, `BEGIN` and `COMMIT` included. */
  statements: number;
  /** Iterations of the event loop. */
  turns: number;
  /** Collections of garbage, and the milliseconds that they took. */
  collections: number;
  collectingMs: number;
}
