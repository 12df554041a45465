import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecipientKeys, SystemClock, type VendorName } from '@stopsms/kernel';
import { type Part, type RunningStack, freeStackPorts, startStack } from '@stopsms/local-stack';
import { Publisher, connect } from '@stopsms/messaging';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { PRODUCT_DIR } from './product-dir';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface ProductSettings {
  /** Modules that each of its Node processes loads before its own. */
  preloads?: string[];
  env?: NodeJS.ProcessEnv;
  /** Provider with an HTTP API, instead of SMPP. */
  provider?: VendorName;
}

/** The whole product as `npm start` runs it, in a folder and on ports of its own, and what a benchmark needs to reach it. */
export class Product {
  readonly keys: RecipientKeys;

  private constructor(
    readonly stack: RunningStack,
    readonly dir: string,
    readonly kafka: Kafka,
    readonly admin: Admin,
    readonly publisher: Publisher,
  ) {
    this.keys = new RecipientKeys(stack.recipientSecret);
  }

  static async start({ preloads = [], env = {}, provider }: ProductSettings): Promise<Product> {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-bench-'));
    const NODE_OPTIONS = preloads.map((file) => `--require ${file}`).join(' ');
    const stack = await startStack({
      dir,
      ports: await freeStackPorts(),
      env: { ...env, NODE_OPTIONS, [PRODUCT_DIR]: dir },
      provider,
      log: (line) => console.log(`  ${line}`),
    }).catch((error: unknown) => {
      rmSync(dir, { recursive: true, force: true });
      throw error;
    });
    const kafka = new Kafka({ brokers: stack.kafka.bootstrap.split(','), logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    const speaking = connect({ service: 'campaign', brokers: stack.kafka.bootstrap.split(',') }, silent);
    return new Product(stack, dir, kafka, admin, new Publisher(speaking, '/stopsms/benchmark', new SystemClock()));
  }

  /** Everything that takes processor time, by name. */
  get parts(): Record<string, Part> {
    const { kafka, postgres, simulator, services } = this.stack;
    return { ...services, simulator, kafka, postgres };
  }

  get pids(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.parts).map(([name, { pid }]) => [name, pid]));
  }

  /** As the stack made it for both of our binds. */
  get smppPassword(): string {
    return readFileSync(join(this.dir, 'secrets', 'smpp-password'), 'utf8').trim();
  }

  async stop(): Promise<void> {
    await this.admin.disconnect();
    await this.publisher.disconnect();
    await this.stack.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
