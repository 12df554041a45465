import { startTestKafka, startTestPostgres } from './parts';

// Starting a broker costs four seconds of processor time, and nearly ninety test files want one. So a run has one broker and
// one database; what keeps files apart are names (libs/testing, "TestBed"). What breaks a part starts one of its own.

const KAFKA = 'STOPSMS_TEST_KAFKA';
const POSTGRES = 'STOPSMS_TEST_POSTGRES';

let stop: () => Promise<unknown> = () => Promise.resolve();

/** Jest's global set-up: workers inherit the environment. */
export async function startSharedParts(): Promise<void> {
  const [kafka, postgres] = await Promise.all([startTestKafka(), startTestPostgres()]);
  process.env[KAFKA] = kafka.bootstrap;
  process.env[POSTGRES] = postgres.superuserUrl;
  stop = () => Promise.all([kafka.stop(), postgres.stop()]);
  // Somebody listens in Jest's own process and does not end it; the parts end with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
}

/** Jest's global tear-down, in the process of the set-up. */
export async function stopSharedParts(): Promise<void> {
  await stop();
}

/** Address of the run's broker, `<host>:<port>`. */
export const sharedKafka = (): string => of(KAFKA);

/** `postgres://postgres:…@<host>:<port>/postgres` of the run's database server. */
export const sharedPostgres = (): string => of(POSTGRES);

function of(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run this test by jest, whose global set-up starts the parts`);
  return value;
}
