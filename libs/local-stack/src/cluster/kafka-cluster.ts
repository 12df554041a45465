import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exit } from '../daemon';
import { findJava } from '../java';
import { type LocalKafka, answersAdmin } from '../kafka-broker';
import { defaultJarsDir, fetchKafkaJars } from '../kafka-jars';
import { type Jvm, format, kafkaId, startBroker } from '../kafka-jvm';
import { type ClusterNode, clusterNodeProperties } from '../kafka-properties';
import { startPart } from '../part';
import { freePort } from '../ports';
import { Gate } from './gate';

const READY_TIMEOUT_MS = 90_000;
/** Three brokers take the memory of two. */
const HEAP = '-Xmx320m';

interface Watch {
  signal?: AbortSignal;
  onUnexpectedExit?: (exit: Exit) => void;
}

interface ClusterOptions {
  /** Holds the data and the properties of each broker; without those of an earlier cluster. */
  dir: string;
  /** Folder of the logs, `kafka-1.log` and so on. */
  logs: string;
  brokers: number;
  log?: (line: string) => void;
}

type Node = ClusterNode & { dir: string; clientGate: Gate; replicationGate: Gate };

const propertiesIn = (dir: string): string => join(dir, 'server.properties');

/** Network between the brokers of a cluster, and between them and their clients. Brokers are numbered from 1. */
export interface ClusterNetwork {
  /** Cuts a broker from the listeners by which brokers copy records, in both directions. Clients and controllers still reach it. */
  partition(broker: number): void;
  /** Delays every byte from and to a broker, of clients and of other brokers. 0 ends it. */
  slowDown(broker: number, ms: number): void;
  /** Ends a partition. */
  mend(): void;
}

/**
 * Several real brokers, each of which is a controller too, in racks of their own. Three replicas and two in sync, and times after
 * which a broker counts as lost as Kafka has them by default.
 */
export class KafkaCluster implements ClusterNetwork {
  /** `127.0.0.1:<port>` of each broker, separated by commas. */
  readonly bootstrap: string;

  private constructor(
    private readonly nodes: readonly Node[],
    private readonly jvm: Omit<Jvm, 'propertiesFile'>,
    private readonly options: ClusterOptions,
  ) {
    this.bootstrap = nodes.map(({ clientGate }) => `127.0.0.1:${clientGate.port}`).join();
  }

  /** Reserves ports and fetches the jars; `startBroker` starts each broker. */
  static async plan(options: ClusterOptions): Promise<KafkaCluster> {
    const java = findJava();
    const jars = await fetchKafkaJars(defaultJarsDir(), options.log ?? (() => undefined));
    const free = new Set<number>();
    while (free.size < options.brokers * 5) free.add(await freePort());
    const ports = [...free];
    const next = () => ports.pop() as number;
    const nodes = Array.from({ length: options.brokers }, (_, index): Node => {
      const [client, replication, controller] = [next(), next(), next()];
      const [clientGate, replicationGate] = [new Gate(next(), client), new Gate(next(), replication)];
      const advertised = { client: clientGate.port, replication: replicationGate.port };
      const dir = join(options.dir, String(index + 1));
      return { id: index + 1, dir, client, replication, controller, advertised, clientGate, replicationGate };
    });
    const clusterId = kafkaId();
    const jvm = { java, jars, heap: HEAP };
    for (const { id, dir } of nodes) {
      mkdirSync(join(dir, 'data'), { recursive: true });
      await format({ ...jvm, propertiesFile: propertiesIn(dir) }, join(dir, 'data'), { id, clusterId });
    }
    return new KafkaCluster(nodes, jvm, options);
  }

  /** Starts a broker that was not started yet; the first start of all waits until most of them run. */
  async startBroker(id: number, watch: Watch): Promise<LocalKafka> {
    const node = this.node(id);
    const jvm = { ...this.jvm, propertiesFile: propertiesIn(node.dir) };
    writeFileSync(jvm.propertiesFile, clusterNodeProperties(join(node.dir, 'data'), node, this.nodes));
    const launch = async () => {
      await this.connect(node);
      return startBroker(jvm, join(this.options.logs, `kafka-${id}.log`));
    };
    const part = await startPart({
      name: `kafka-${id}`,
      launch,
      probe: () => answersAdmin(`127.0.0.1:${node.client}`, id),
      readyTimeoutMs: READY_TIMEOUT_MS,
      ...watch,
    });
    const { stop, kill } = part;
    part.stop = () => stop().finally(() => this.disconnect(node));
    part.kill = () => kill().finally(() => this.disconnect(node));
    return Object.assign(part, { bootstrap: this.bootstrap, secureBootstraps: {} });
  }

  partition(broker: number): void {
    const itsOwn = new RegExp(`^broker-${broker}-`);
    for (const { id, replicationGate } of this.nodes)
      replicationGate.cut((clientId) => id === broker || itsOwn.test(clientId));
  }

  slowDown(broker: number, ms: number): void {
    const { clientGate, replicationGate } = this.node(broker);
    clientGate.slowDown(ms);
    replicationGate.slowDown(ms);
  }

  mend(): void {
    for (const { replicationGate } of this.nodes) replicationGate.mend();
  }

  private node(id: number): Node {
    const node = this.nodes.find((each) => each.id === id);
    if (!node) throw new Error(`There is no broker ${id}: the cluster has ${this.nodes.length}`);
    return node;
  }

  private async connect({ clientGate, replicationGate }: Node): Promise<void> {
    await Promise.all([clientGate.open(), replicationGate.open()]);
  }

  private async disconnect({ clientGate, replicationGate }: Node): Promise<void> {
    await Promise.all([clientGate.close(), replicationGate.close()]);
  }
}
