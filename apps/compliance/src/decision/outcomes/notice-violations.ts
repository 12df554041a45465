import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { type Guarantee, Guarantees } from '@stopsms/service';
import type { MessageState } from '../../evidence/facts/latest-facts';
import { ADVERTS, RECIPIENTS_SQL } from '../../people/consents/recipients.store';

/**
 * A dispatcher that received nothing for 5 s stops its adverts, and an operator has 10 s to respond: an advert reported as
 * submitted later than this after its recipient's STOP was sent unlawfully.
 */
const STOP_COUNTS_WITHIN_MS = 20_000;

type Flag = 'unproven' | 'again' | 'late';

const WHAT: Record<Flag, { guarantee: Guarantee; what: string }> = {
  unproven: { guarantee: 'G6', what: 'a message was submitted that was never decided here' },
  again: { guarantee: 'G4', what: 'a message was submitted a second time' },
  late: { guarantee: 'G2', what: 'an advert was submitted long after its recipient opted out' },
};

/** Compares submissions reported by dispatchers with earlier decisions, submissions and opt-outs. */
@Injectable()
export class NoticeViolations {
  constructor(private readonly guarantees: Guarantees) {}

  /** @param known - of their messages, before these statuses are added */
  async execute(tx: Tx, statuses: readonly MessageStatus[], known: ReadonlyMap<string, MessageState>): Promise<void> {
    const submitted = statuses.filter(({ status }) => status === 'submitted');
    const late = await findLate(
      tx,
      submitted.filter(({ messageId, lane }) => lane === 'marketing' && known.has(messageId)),
    );
    const found = submitted.flatMap((status) => flagsOf(status, known).map((flag) => ({ ...status, flag })));
    tx.afterCommit(() => {
      for (const { messageId, flag } of found) this.report(flag, messageId);
      for (const messageId of late) this.report('late', messageId);
    });
  }

  private report(flag: Flag, messageId: string): void {
    this.guarantees.violated(WHAT[flag].guarantee, WHAT[flag].what, { messageId });
  }
}

/** Two of one batch are compared too, the earlier then counts as known. */
function flagsOf({ messageId, smscIds }: MessageStatus, known: ReadonlyMap<string, MessageState>): Flag[] {
  const message = known.get(messageId);
  if (!message) return ['unproven'];
  const isAgain = message.submittedAs.some((idsOf) => !isDeepStrictEqual(idsOf(), smscIds));
  message.submittedAs.push(() => smscIds);
  return isAgain ? ['again'] : [];
}

/** Adverts reported as submitted long after an opt-out that was in force; one query a batch. */
async function findLate(tx: Tx, adverts: readonly MessageStatus[]): Promise<string[]> {
  if (adverts.length === 0) return [];
  const rows = ADVERTS.of(adverts, {
    id: ({ messageId }) => messageId,
    recipientKey: ({ recipientKey }) => recipientKey,
    advertiserId: ({ advertiserId }) => advertiserId,
    at: ({ at }) => at,
  });
  const late = await tx.query(RECIPIENTS_SQL.lateAdverts, [...rows, STOP_COUNTS_WITHIN_MS]);
  return late.map(({ id }) => id);
}
