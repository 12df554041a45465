import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_BOUNDS, type AuditEvent, auditEvents } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type Automatic, UNCLASSIFIED_DEADLINE_MS } from './list-unclassified';
import { type Selection, type Settlement, SettleUnclassified } from './settle-unclassified';
import { MAX_DUE } from './unclassified.store';

const HOUR_MS = 3_600_000;

/**
 * Opts out people whose possible opt-out was not decided by the deadline, or cannot be because its text is deleted. So an unattended queue
 * blocks adverts.
 */
@Injectable()
export class ExpireUnclassified {
  constructor(
    private readonly database: Database,
    private readonly settle: SettleUnclassified,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(UNCLASSIFIED_DEADLINE_MS) private readonly deadlineMs: number,
  ) {}

  async execute(): Promise<void> {
    const within = hoursIn(this.deadlineMs);
    await this.inBatches(
      optOut(
        'deadline',
        `Nobody decided within ${within}; it may ask to stop.`,
        `nobody decided on it within ${within}, and it may ask to stop`,
      ),
      { queuedBefore: this.clock.now() - this.deadlineMs },
    );
    await this.inBatches(
      optOut(
        'deletion',
        'Its text was deleted before anybody decided; it may ask to stop.',
        'its text was deleted before anybody decided on it, and it may ask to stop',
      ),
      'deleted',
    );
  }

  /** A replica that is stopped leaves the batch undone; several share the work. */
  private async inBatches(settlement: Settlement, selection: Selection): Promise<void> {
    for (let settled = MAX_DUE; settled === MAX_DUE;) {
      settled = await this.database.run(async (tx) => {
        const ids = await this.settle.execute(tx, settlement, selection);
        await this.record(tx, settlement, ids);
        return ids.length;
      });
    }
  }

  /** Records automatic decisions in the audit log like those of people, several replies in an event. */
  private async record(tx: Tx, { by, automatic = 'deadline' }: Settlement, ids: readonly string[]): Promise<void> {
    const acts = Array.from({ length: Math.ceil(ids.length / AUDIT_BOUNDS.resources) }, (_, n) =>
      ids.slice(n * AUDIT_BOUNDS.resources, (n + 1) * AUDIT_BOUNDS.resources),
    );
    const at = this.clock.now();
    const events = acts.flatMap((replies): AuditEvent[] => {
      const id = randomUUID();
      const act = {
        ...{
          id,
          kind: 'act' as const,
          at,
          service: 'inbound-mo',
          operation: 'unclassifiedReplies_decide',
          requestId: id,
        },
        who: { kind: automatic, name: by },
        from: { address: '' },
        on: { resources: replies.map((reply) => ({ kind: 'unclassified-replies', id: reply })), recipientKeys: [] },
      };
      return [
        { ...act, stage: 'begun' },
        { ...act, stage: 'ended', result: { status: 200 } },
      ];
    });
    await this.outbox.add(
      tx,
      auditEvents['inbound-mo'],
      events.map((value) => ({ key: value.id, value, eventId: `${value.id}.${value.stage}`, at: value.at })),
    );
  }
}

const optOut = (automatic: Automatic, reason: string, replyReason: string): Settlement => ({
  ...{ decision: 'opt-out', by: automatic, automatic, reason, replyReason },
});

const hoursIn = (ms: number): string => (ms === HOUR_MS ? 'an hour' : `${Math.round(ms / HOUR_MS)} hours`);
