import { generationOf, RecipientKeys } from '@stopsms/kernel';
import { Client } from 'pg';
import { type OwnStack, openStack } from '../stage';
import { playFaults } from './fault-run';
import { keepEvidence } from './keep-evidence';
import { PATIENT_CAMPAIGNS } from './people';
import { KEYED, readTopics } from './read-topics';
import { reportTable } from './report-table';

const RUN = { seed: 20_261_127, recipients: 1_000, minutes: 0.8, faults: 0, changing: true as const };
const LISTS = ['suppression.opt-outs.v1', 'suppression.number-states.v1'];

jest.setTimeout(1_200_000);

const print = (line: string) => void process.stdout.write(`${line}\n`);
let own: OwnStack;
beforeAll(async () => {
  own = await openStack({ replicas: { dispatcher: 2 }, env: PATIENT_CAMPAIGNS, nextSecret: true });
});
afterAll(() => own?.close());

test('while the recipient secret is changed nobody who said STOP is texted again, and nothing is lost, doubled or hidden', async () => {
  const report = await playFaults(own.stack, RUN, print);
  reportTable(RUN, report).forEach(print);
  if (report.violations.length > 0) print(`Kept for you: ${keepEvidence(own.stack, report)}`);
  expect(report.violations.slice(0, 3)).toEqual([]);
});

test('no key of before is left in tables or lists', async () => {
  const last = new Map<string, unknown>();
  for (const { topic, key, value } of await readTopics(own.stack.kafka.bootstrap, LISTS)) {
    if (KEYED.test(key)) last.set(`${topic} ${key}`, value);
  }
  const listed = [...last].flatMap(([key, value]) => (value === undefined ? [] : [key.split(' ')[1] ?? '']));
  expect(listed.length).toBeGreaterThan(10);
  expect(new Set(listed.map((key) => generationOf(key.slice(0, 22))))).toEqual(new Set([1]));
  const keys = new RecipientKeys(own.stack.recipientSecret);
  const before = listed.map((key) => keys.first(key.slice(0, 22)));
  const client = new Client({ connectionString: own.stack.postgres.superuserUrl.replace(/\/[^/]*$/, '/stopsms') });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      const all = rows.map(({ row }) => row).join('\n');
      expect([name, before.filter((key) => all.includes(key))]).toEqual([name, []]);
    }
  } finally {
    await client.end();
  }
});
