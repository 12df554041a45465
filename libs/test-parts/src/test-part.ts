import type { ClusterNetwork, LocalKafka, LocalPostgres } from '@stopsms/local-stack';

/** A broker or database that belongs to one test file. */
export interface TestPart {
  readonly kind: 'embedded' | 'container';
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, after `kill` or instead of a running one. */
  restart(): Promise<void>;
}

export interface TestKafka extends TestPart {
  /** `<host>:<port>` */
  readonly bootstrap: string;
}

/** Three brokers; the first has number 1. */
export interface TestCluster {
  /** `<host>:<port>` of each, separated by commas. */
  readonly bootstrap: string;
  readonly brokers: readonly (Pick<TestPart, 'kill' | 'restart'> & {
    /** SIGSTOP: its connections stay open and say nothing. `kill` ends that. */
    freeze(): void;
    /** SIGTERM: hands over its partitions, then ends. */
    shutDown(): Promise<void>;
  })[];
  readonly network: ClusterNetwork;
  /** Ends them and deletes their data. */
  stop(): Promise<void>;
}

export interface TestPostgres extends TestPart {
  /** `postgres://postgres:…@<host>:<port>/postgres` */
  readonly superuserUrl: string;
}

export type SecureTestKafka = TestKafka & Pick<LocalKafka, 'secureBootstraps'>;
export type SecureTestPostgres = TestPostgres & Pick<LocalPostgres, 'showCertificate'>;
