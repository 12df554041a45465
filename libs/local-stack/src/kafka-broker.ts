import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { type Daemon, type Exit, startDaemon } from './daemon';
import { findJava, type Java } from './java';
import { defaultJarsDir, fetchKafkaJars } from './kafka-jars';
import { brokerProperties } from './kafka-properties';
import { type SecureListeners, writeListeners } from './kafka-listeners';
import { type Part, startPart } from './part';
import { assertPortsFree, freePort } from './ports';

export interface KafkaOptions {
  /** Holds the data, which survives a restart, and the log. */
  dir: string;
  /** 0, the default, takes a free one and keeps it over restarts. */
  port?: number;
  logFile?: string;
  jarsDir?: string;
  /** Besides the plain one of `port`. */
  secure?: SecureListeners;
  log?: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
  onUnexpectedExit?: (exit: Exit) => void;
}

export interface LocalKafka extends Part {
  /** `127.0.0.1:<port>` */
  readonly bootstrap: string;
  /** `localhost:<port>` of each secure listener. */
  readonly secureBootstraps: Readonly<Record<string, string>>;
}

const READY_TIMEOUT_MS = 60_000;

/**
 * Starts a real Kafka broker, one KRaft node, and waits until an admin call succeeds.
 * @throws LocalStackError `java-missing`, `java-too-old`, `maven-missing`, `maven-failed`, `port-taken`, `part-not-ready`
 */
export async function startKafka(options: KafkaOptions): Promise<LocalKafka> {
  const { dir, log = () => undefined } = options;
  const java = findJava();
  const port = options.port || (await freePort());
  if (options.port) await assertPortsFree([{ port, by: 'Kafka', variable: 'KAFKA_PORT' }]);
  const jars = await fetchKafkaJars(options.jarsDir ?? defaultJarsDir(), log);
  const jvm = { java, jars, propertiesFile: join(dir, 'server.properties') };
  const bootstrap = `127.0.0.1:${port}`;
  const secured = options.secure && (await writeListeners(options.secure, dir));

  const launch = async (): Promise<Daemon> => {
    const dataDir = join(dir, 'data');
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(jvm.propertiesFile, brokerProperties(dataDir, port, await freePort(), secured));
    if (!existsSync(join(dataDir, 'meta.properties'))) {
      if (secured) await askStorageTool(jvm, secured.formatArgs);
      else await format(jvm, dataDir);
    }
    return startBroker(jvm, options.logFile ?? join(dir, 'kafka.log'));
  };
  const part = await startPart({
    name: 'kafka',
    launch,
    probe: () => answersAdmin(bootstrap),
    readyTimeoutMs: READY_TIMEOUT_MS,
    signal: options.signal,
    onUnexpectedExit: options.onUnexpectedExit,
  });
  return Object.assign(part, { bootstrap, secureBootstraps: secured?.bootstraps ?? {} });
}

interface Jvm {
  java: Java;
  jars: string;
  propertiesFile: string;
}

const SMALL_HEAP = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError'];
const LOGGING = {
  logFile: 'System.out',
  showDateTime: 'true',
  dateTimeFormat: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
  showThreadName: 'false',
  // At a first start several ask at once for what makes the groups' topic; each but the first is a warning.
  'log.kafka.server.DefaultAutoTopicCreationManager': 'error',
};

function javaArgs({ jars }: Jvm, ...more: string[]): string[] {
  const logging = Object.entries(LOGGING).map(([key, value]) => `-Dorg.slf4j.simpleLogger.${key}=${value}`);
  return [...SMALL_HEAP, ...logging, '-cp', join(jars, '*'), ...more];
}

/**
 * Makes an empty cluster with an id of its own. What the tool writes besides the ids is the same for all clusters of a
 * Kafka version, so it is asked once and its answer kept beside the jars: 1.3 s of processor time less for each broker.
 */
async function format(jvm: Jvm, dataDir: string): Promise<void> {
  const kept = join(jvm.jars, 'formatted-features');
  if (!existsSync(kept)) await keepFeatures(jvm, kept);
  copyFileSync(kept, join(dataDir, 'bootstrap.checkpoint'));
  const properties = { version: 1, 'node.id': 1, 'cluster.id': kafkaId(), 'directory.id': kafkaId() };
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(dataDir, 'meta.properties'), lines.join(''));
}

async function keepFeatures(jvm: Jvm, kept: string): Promise<void> {
  const draft = `${kept}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const propertiesFile = join(draft, 'server.properties');
  writeFileSync(propertiesFile, brokerProperties(draft, await freePort(), await freePort()));
  await askStorageTool({ ...jvm, propertiesFile });
  renameSync(join(draft, 'bootstrap.checkpoint'), kept);
  rmSync(draft, { recursive: true });
}

/** Formats the folder of the properties file. */
async function askStorageTool(jvm: Jvm, more: string[] = []): Promise<void> {
  const tool = ['kafka.tools.StorageTool', 'format', '-t', kafkaId(), '-c', jvm.propertiesFile, ...more];
  await promisify(execFile)(jvm.java.command, javaArgs(jvm, ...tool));
}

/** 16 random bytes. The tool takes one that begins with a dash for an option. */
function kafkaId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? kafkaId() : id;
}

/**
 * Most of a broker's start is loading 6,000 classes. The first broker writes them to an archive when it stops (4 s,
 * once per Java version), from which every later one maps them: ready in 1.2 s instead of 2.3 s, and 60 MB smaller.
 * The JVM checks the archive against its jars and goes on without when they differ.
 */
async function startBroker(jvm: Jvm, logFile: string): Promise<Daemon> {
  const archive = join(jvm.jars, `classes-${jvm.java.version}.jsa`);
  const main = ['kafka.Kafka', jvm.propertiesFile];
  if (existsSync(archive)) {
    const args = [`-XX:SharedArchiveFile=${archive}`, ...javaArgs(jvm, ...main)];
    return startDaemon({ command: jvm.java.command, args, logFile });
  }
  const draft = `${archive}.${process.pid}`;
  const args = [`-XX:ArchiveClassesAtExit=${draft}`, ...javaArgs(jvm, ...main)];
  const daemon = await startDaemon({ command: jvm.java.command, args, logFile });
  // Killed while writing it, the broker leaves half an archive: only an orderly exit makes one.
  void daemon.ended.then(({ signal }) => signal === null && existsSync(draft) && renameSync(draft, archive));
  return daemon;
}

async function answersAdmin(bootstrap: string): Promise<string | undefined> {
  const client = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const admin = client.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    return brokers.length === 1 ? undefined : `the cluster has ${brokers.length} brokers`;
  } catch (error) {
    return `no answer to an admin call on ${bootstrap} (${(error as Error).message})`;
  } finally {
    await admin.disconnect();
  }
}
