import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';

/**
 * Notes what the dispatcher made of our messages. An older status that comes again changes nothing, and after an outcome
 * nobody is submitting any more: a dispatcher that wakes late says so of what its successor has told unknown.
 */
@Injectable()
export class RecordFates {
  constructor(
    private readonly database: Database,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(statuses: MessageStatus[]): Promise<void> {
    const outcomesLast = [...statuses].sort((a, b) => Number(isOutcome(a)) - Number(isOutcome(b)));
    const latest = [...new Map(outcomesLast.map((status) => [status.messageId, status])).values()];
    if (latest.length === 0) return;
    const changed = await this.database.query<{ kind: string; lang: string; state: string }>(
      `UPDATE service_message m SET state = s.status, state_at = to_timestamp(s.at / 1000.0), code = s.code
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[]) AS s(id, status, code, at)
       WHERE m.message_id = s.id AND m.state <> s.status
         AND (m.state = 'queued' OR m.state_at <= to_timestamp(s.at / 1000.0))
         AND (s.status <> 'submitting' OR m.state = 'queued')
       RETURNING m.kind, m.lang, m.state`,
      [
        latest.map(({ messageId }) => messageId),
        latest.map(({ status }) => status),
        latest.map(({ code }) => code ?? null),
        latest.map(({ at }) => at),
      ],
    );
    for (const { kind, lang, state } of changed) this.metrics.entered(kind, lang, state);
  }
}

const isOutcome = ({ status }: MessageStatus): boolean => status !== 'submitting';
