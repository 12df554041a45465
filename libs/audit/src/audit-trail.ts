import { type AuditEvent, type ServiceName, auditEvents } from '@stopsms/contracts';
import type { Publisher } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Database } from '@stopsms/persistence';

/** Where a service writes down what is done in it, so that nothing can undo that. */
export abstract class AuditTrail {
  /** Resolves once it cannot be lost any more. */
  abstract record(event: AuditEvent): Promise<void>;
}

const recordOf = (value: AuditEvent) => ({ key: value.id, value, eventId: `${value.id}.${value.stage}`, at: value.at });

/** Of a service with a database: committed beside what it keeps, and sent from there also when Kafka is away. */
export class OutboxTrail extends AuditTrail {
  constructor(
    private readonly service: ServiceName,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async record(event: AuditEvent): Promise<void> {
    await this.database.run((tx) => this.outbox.add(tx, auditEvents[this.service], [recordOf(event)]));
  }
}

/** Longer, nobody waits for an answer. */
const PATIENCE_MS = 5_000;

/** Of one without: on Kafka, acknowledged by all replicas. */
export class TopicTrail extends AuditTrail {
  constructor(
    private readonly service: ServiceName,
    private readonly publisher: Publisher,
  ) {
    super();
  }

  async record(event: AuditEvent): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Kafka took no audit event for ${PATIENCE_MS} ms`)), PATIENCE_MS);
    });
    const sent = this.publisher.publish(auditEvents[this.service], [recordOf(event)]);
    await Promise.race([sent, late]).finally(() => clearTimeout(timer));
  }
}
