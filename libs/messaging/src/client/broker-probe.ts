import type { Admin, Kafka } from '@stopsms/kafka-client';

/**
 * Sends a small request to the cluster over a connection of its own. A broker that hangs keeps every other connection open,
 * and the client would wait half a minute for its responses: consumers and producers look healthy all that time.
 */
export class BrokerProbe {
  private admin: Admin | undefined;

  constructor(private readonly kafka: Kafka) {}

  /**
   * Resolves once the cluster has responded; the caller decides how long to wait.
   * @throws when it cannot be reached
   */
  async ask(): Promise<void> {
    // No retries: the next probe follows soon and must not find this one still waiting.
    this.admin ??= this.kafka.admin({ retry: { retries: 0 } });
    try {
      await this.admin.connect();
      await this.admin.describeCluster();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { admin } = this;
    this.admin = undefined;
    await admin?.disconnect().catch(() => undefined);
  }
}

/**
 * Resolves once the cluster has responded on a new connection.
 * @throws when it cannot be reached
 */
export async function askOnce(kafka: Kafka): Promise<void> {
  const probe = new BrokerProbe(kafka);
  try {
    await probe.ask();
  } finally {
    await probe.close();
  }
}
