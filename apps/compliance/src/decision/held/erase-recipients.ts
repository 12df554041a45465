import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { CountVerdicts } from '../requests/count-verdicts';
import { DecideMessages } from '../requests/decide-messages';
import type { Decision } from '../core/facts';
import { eraseSentTexts } from '../../people/complaints/keep-sent-texts';
import { eraseObserved } from '../../limits/enforcement/record-observed';
import { eraseReservations } from '../../limits/caps/reservations';
import { eraseStartNumbers } from '../../people/consents/keep-start-numbers';
import { holdQueue } from '../../waiting/reviews/review-lock';
import { REVIEWS_SQL } from '../../waiting/reviews/reviews.store';
import { requestIn } from '../../waiting/holding/open-messages';
import { StoreDecisions } from '../requests/store-decisions';
import { CONSENTS_SQL } from '../../people/consents/consents.store';
import { RECIPIENTS_SQL } from '../../people/consents/recipients.store';
import type { HeldSql } from '../../waiting/holding/held.sql';
import { ERASED, HELD_SQL } from '../../waiting/holding/held.store';

interface Erasure {
  recipientKey: string;
  /** `*` or the ID of the advertiser to which the request was addressed. */
  scope: string;
}

type Waiting = HeldSql['takeErased']['row'];

/**
 * Erases data of a person that is stored in clear (docs/law/retention.md#erasure). Messages that wait or are in progress have number
 * and text: waiting ones are refused at once; those in progress end within their lane, by the opt-out at the latest, and their data
 * with them. The evidence of a consent is deleted; that it was given, when and where stays provable.
 */
@Injectable()
export class EraseRecipients {
  constructor(
    private readonly database: Database,
    private readonly decide: DecideMessages,
    private readonly store: StoreDecisions,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
  ) {}

  async execute(erasures: Erasure[]): Promise<void> {
    if (erasures.length === 0) return;
    const rows = ERASED.of(erasures);
    // Refusals in one transaction are facts of one day: they have one position.
    const now = this.clock.now();
    const recipientKeys = erasures.map(({ recipientKey }) => recipientKey);
    const refused = await this.database.run(async (tx) => {
      const waiting = await tx.query(HELD_SQL.takeErased, rows);
      tx.send(RECIPIENTS_SQL.beginErasing);
      tx.send(CONSENTS_SQL.eraseEvidence, rows);
      tx.send(RECIPIENTS_SQL.endErasing);
      eraseStartNumbers(tx, recipientKeys);
      eraseReservations(tx, erasures);
      eraseObserved(tx, erasures);
      if (waiting.length === 0) return [];
      const decisions = await this.store.released(
        tx,
        waiting.map((row) => this.refuse(row, now)),
      );
      deleteReviews(tx, waiting);
      return decisions;
    });
    this.verdicts.count(refused);
    // A crash before its end has the erasure read again.
    await eraseSentTexts(this.database, recipientKeys, now);
  }

  private refuse({ request, attempt, traceparent }: Waiting, now: number): Decision {
    const candidate = { request: requestIn({ request }), attempt: attempt + 1, traceparent };
    return this.decide.erased(candidate, now);
  }
}

/** Deletes open reviews that only the refused messages waited for. */
function deleteReviews(tx: Tx, waiting: Waiting[]): void {
  const ids = waiting.flatMap(({ reviewId }) => reviewId ?? []);
  if (ids.length === 0) return;
  holdQueue(tx);
  tx.send(REVIEWS_SQL.deleteUnneeded, [ids]);
}
