import type { LocalKafka, LocalPostgres } from '@stopsms/local-stack';

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

export interface TestPostgres extends TestPart {
  /** `postgres://postgres:…@<host>:<port>/postgres` */
  readonly superuserUrl: string;
}

export type SecureTestKafka = TestKafka & Pick<LocalKafka, 'secureBootstraps'>;
export type SecureTestPostgres = TestPostgres & Pick<LocalPostgres, 'showCertificate'>;
