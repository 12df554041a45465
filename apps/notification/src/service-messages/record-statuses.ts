import { Injectable } from '@nestjs/common';
import { type ServiceStatus, knowledgeOf } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { SERVICE_MESSAGES_SQL, STATUSES } from './service-messages.store';

/**
 * Records what the dispatcher reports of our messages. A report that says less than what is recorded changes nothing, and of two that say as
 * much the first stays: a dispatcher that was frozen and its successor report one message in either order.
 */
@Injectable()
export class RecordStatuses {
  constructor(
    private readonly database: Database,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(statuses: ServiceStatus[]): Promise<void> {
    const latest = mostPrecise(statuses);
    if (latest.length === 0) return;
    const rows = STATUSES.of(latest, ({ messageId: id, status, code = null, at }) => ({
      ...{ id, status, code, at, knowledge: knowledgeOf(status) },
    }));
    const changed = await this.database.query(SERVICE_MESSAGES_SQL.recordStatuses, rows);
    for (const { kind, lang, state } of changed) this.metrics.entered(kind, lang, state);
  }
}

/** Returns the most precise status of each message, since one statement cannot update a row twice. */
function mostPrecise(statuses: ServiceStatus[]): ServiceStatus[] {
  const byMessage = new Map<string, ServiceStatus>();
  for (const status of statuses) {
    const other = byMessage.get(status.messageId);
    if (!other || knowledgeOf(status.status) > knowledgeOf(other.status)) byMessage.set(status.messageId, status);
  }
  return [...byMessage.values()];
}
