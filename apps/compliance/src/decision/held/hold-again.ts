import { Injectable } from '@nestjs/common';
import type { RequeuedCode, MessageStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { requestIn } from '../../waiting/holding/open-messages';
import { DecideMessages } from '../requests/decide-messages';
import { CountVerdicts } from '../requests/count-verdicts';
import { StoreDecisions } from '../requests/store-decisions';
import { ATTEMPTS, HELD_SQL } from '../../waiting/holding/held.store';

/** A message that the dispatcher returned. */
export type Requeued = Pick<MessageStatus, 'messageId' | 'attempt'> & { code: RequeuedCode };

/** Takes back messages that the dispatcher could not send: they are held and decided again. */
@Injectable()
export class HoldAgain {
  constructor(
    private readonly database: Database,
    private readonly decide: DecideMessages,
    private readonly store: StoreDecisions,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
  ) {}

  /** A repeated status, later or in the same batch, changes nothing. */
  async execute(statuses: Requeued[]): Promise<void> {
    if (statuses.length === 0) return;
    const latest = new Map(statuses.map((status) => [keyOf(status), status]));
    const decisions = await this.database.run(async (tx) => {
      const rows = await tx.query(
        HELD_SQL.lockOpen,
        ATTEMPTS.of([...latest.values()], ({ messageId, attempt }) => ({ id: messageId, attempt })),
      );
      if (rows.length === 0) return [];
      const now = this.clock.now();
      const held = rows.map((row) => {
        const candidate = { request: requestIn(row), attempt: row.attempt + 1 };
        const code = latest.get(keyOf(row))?.code ?? 'WINDOW_CLOSED';
        return this.decide.requeued({ ...candidate, traceparent: row.traceparent }, code, now);
      });
      const cleared = held.map(({ candidate }, index) => ({
        advertiserId: candidate.request.advertiserId,
        at: rows[index]?.clearedAt ?? now,
      }));
      return this.store.heldAgain(tx, held, cleared, now);
    });
    this.verdicts.count(decisions);
  }
}

const keyOf = ({ messageId, attempt }: Pick<Requeued, 'messageId' | 'attempt'>): string => `${messageId}:${attempt}`;
