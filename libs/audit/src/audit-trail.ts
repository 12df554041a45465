import { type AuditEvent, type ServiceName, auditEvents } from '@stopsms/contracts';
import type { Publisher } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Database } from '@stopsms/persistence';

/** Durable record of the audit events of a service. */
export abstract class AuditTrail {
  /** Resolves once the event is durable. */
  abstract record(event: AuditEvent): Promise<void>;
}

const recordOf = (value: AuditEvent) => ({ key: value.id, value, eventId: `${value.id}.${value.stage}`, at: value.at });

/** Trail of a service with a database: committed to its outbox, so that it works while Kafka is down. */
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

/** Time limit, since the response waits. */
const PATIENCE_MS = 5_000;

/** Trail of a service without a database: on Kafka, acknowledged by all replicas. */
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
