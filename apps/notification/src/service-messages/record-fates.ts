import { Injectable } from '@nestjs/common';
import { type ServiceStatus, knowledgeOf } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';

/**
 * Notes what the dispatcher made of our messages. What says less than what is known already changes nothing, and of what
 * says as much the first stands: a dispatcher that was frozen and its successor tell of one message in either order.
 */
@Injectable()
export class RecordFates {
  constructor(
    private readonly database: Database,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(statuses: ServiceStatus[]): Promise<void> {
    const most = mostTold(statuses);
    if (most.length === 0) return;
    const changed = await this.database.query<{ kind: string; lang: string; state: string }>(
      `UPDATE service_message m SET state = s.status, state_at = to_timestamp(s.at / 1000.0), code = s.code
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::int[]) AS s(id, status, code, at, knowledge)
       WHERE m.message_id = s.id
         AND s.knowledge > CASE m.state WHEN 'queued' THEN -1 WHEN 'submitting' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END
       RETURNING m.kind, m.lang, m.state`,
      [
        most.map(({ messageId }) => messageId),
        most.map(({ status }) => status),
        most.map(({ code }) => code ?? null),
        most.map(({ at }) => at),
        most.map(({ status }) => knowledgeOf(status)),
      ],
    );
    for (const { kind, lang, state } of changed) this.metrics.entered(kind, lang, state);
  }
}

/** Of each message what says most, since one statement cannot touch a row twice. */
function mostTold(statuses: ServiceStatus[]): ServiceStatus[] {
  const most = new Map<string, ServiceStatus>();
  for (const status of statuses) {
    const known = most.get(status.messageId);
    if (!known || knowledgeOf(status.status) > knowledgeOf(known.status)) most.set(status.messageId, status);
  }
  return [...most.values()];
}
