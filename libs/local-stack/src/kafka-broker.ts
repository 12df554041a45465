import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from '@stopsms/kafka-client';
import type { Daemon, Exit } from './daemon';
import { findJava } from './java';
import { defaultJarsDir, fetchKafkaJars } from './kafka-jars';
import { askStorageTool, format, startBroker } from './kafka-jvm';
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
  /** `127.0.0.1:<port>`, of a cluster all of them, separated by commas. */
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
  const jvm = { java, jars, heap: '-Xmx512m', propertiesFile: join(dir, 'server.properties') };
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

/** @param nodeId - of the broker, in a cluster of several */
export async function answersAdmin(address: string, nodeId?: number): Promise<string | undefined> {
  const client = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const admin = client.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (nodeId === undefined) return brokers.length === 1 ? undefined : `the cluster has ${brokers.length} brokers`;
    return brokers.some((broker) => broker.nodeId === nodeId) ? undefined : 'the cluster does not count it yet';
  } catch (error) {
    return `no answer to an admin call on ${address} (${(error as Error).message})`;
  } finally {
    await admin.disconnect();
  }
}
