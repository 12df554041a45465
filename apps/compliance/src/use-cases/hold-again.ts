import { Injectable } from '@nestjs/common';
import type { MessageStatus, SmsRequested } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Decide } from './decide';
import { CountVerdicts } from './count-verdicts';
import { StoreDecisions } from './store-decisions';

interface Row {
  request: string;
  attempt: number;
  traceparent: string;
}

/** Takes back adverts whose turn at the dispatcher came when their window had closed: they wait for the next opening. */
@Injectable()
export class HoldAgain {
  constructor(
    private readonly database: Database,
    private readonly decide: Decide,
    private readonly store: StoreDecisions,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
  ) {}

  /** A status told again, later or in the same batch, changes nothing. */
  async execute(statuses: Pick<MessageStatus, 'messageId' | 'attempt'>[]): Promise<void> {
    if (statuses.length === 0) return;
    const decisions = await this.database.run(async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT m.request, m.attempt, m.traceparent FROM message m
         JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int[])) AS s(id, attempt) ON s.id = m.message_id AND s.attempt = m.attempt
         WHERE m.request IS NOT NULL ORDER BY m.message_id FOR UPDATE OF m`,
        [statuses.map(({ messageId }) => messageId), statuses.map(({ attempt }) => attempt)],
      );
      if (rows.length === 0) return [];
      const now = this.clock.now();
      const held = rows.map(({ request, attempt, traceparent }) =>
        this.decide.waitForOpening(
          { request: JSON.parse(request) as SmsRequested, attempt: attempt + 1, traceparent },
          now,
        ),
      );
      await this.store.heldAgain(tx, held);
      return held;
    });
    this.verdicts.count(decisions);
  }
}
