import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type StackPorts, DATABASE, startKafka, startPostgres } from '@stopsms/local-stack';
import { ensureTopics } from '@stopsms/messaging';
import { provisionDatabase } from '@stopsms/persistence';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';

const FOLDER = join(__dirname, 'from-1e1fd4d');
export const SCHEMAS = ['campaign', 'compliance', 'inbound_mo', 'suppression', 'notification'] as const;

/** Names and ids of the stored data; how it was made is in README.md. */
export interface EarlierStory {
  brisane: string;
  code: string;
  stop: string;
  erased: string;
  unclassified: string;
  messages: { delivered: string; held: string; proven: string[] };
  campaigns: { draft: string; scheduled: string; campaign: string };
  book: string;
  secrets: Record<string, string>;
}

interface StoredRecord {
  partition: number;
  key: string;
  value: string | null;
  headers: Record<string, string>;
}

const unpacked = (name: string): string => brotliDecompressSync(readFileSync(join(FOLDER, `${name}.br`))).toString();

export const earlierStory = (): EarlierStory =>
  JSON.parse(readFileSync(join(FOLDER, 'story.json'), 'utf8')) as EarlierStory;

/** Proof documents that were downloaded then. */
export const earlierProofs = (): { messageId: string; seals: { head: string }[] }[] =>
  JSON.parse(unpacked('proofs.json')) as ReturnType<typeof earlierProofs>;

/** Makes a data folder of `npm start` with the databases, compacted topics and secrets of that commit. */
export async function layEarlierData(ports: StackPorts): Promise<string> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-upgrade-'));
  // Root runs PostgreSQL as another user, who must get into this folder.
  chmodSync(dir, 0o711);
  mkdirSync(join(dir, 'secrets'), { mode: 0o700 });
  const passwords = Object.fromEntries(SCHEMAS.map((role) => [role, `${role}-of-an-earlier-commit`]));
  const files = {
    ...earlierStory().secrets,
    ...Object.fromEntries(SCHEMAS.map((role) => [`${role}-password`, passwords[role]])),
  };
  for (const [name, secret] of Object.entries(files)) writeFileSync(join(dir, 'secrets', name), String(secret));
  await Promise.all([restoreDatabases(dir, ports, passwords), publishTopics(dir, ports)]);
  return dir;
}

async function restoreDatabases(dir: string, ports: StackPorts, roles: Record<string, string>): Promise<void> {
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: ports.postgres });
  try {
    const urls = await provisionDatabase({ superuserUrl: postgres.superuserUrl, database: DATABASE, roles });
    for (const schema of SCHEMAS) await execute(String(urls[schema]), unpacked(`${schema}.sql`));
  } finally {
    await postgres.stop();
  }
}

export async function execute(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function publishTopics(dir: string, ports: StackPorts): Promise<void> {
  const kafka = await startKafka({ dir: join(dir, 'kafka'), port: ports.kafka });
  const client = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING });
  const [admin, producer] = [client.admin(), client.producer()];
  try {
    await Promise.all([admin.connect(), producer.connect()]);
    await ensureTopics(admin);
    const topics = JSON.parse(unpacked('topics.json')) as Record<string, StoredRecord[]>;
    for (const [topic, messages] of Object.entries(topics)) {
      if (messages.length > 0) await producer.send({ topic, messages });
    }
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    await kafka.stop();
  }
}
