import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { CountVerdicts } from './count-verdicts';
import { DecideMessages } from './decide-messages';
import type { Decision } from './facts';
import { eraseSentTexts } from '../people/complaints/keep-sent-texts';
import { erasePlaces } from '../limits/caps/advert-places';
import { eraseStartNumbers } from '../people/consents/keep-start-numbers';
import { holdQueue } from '../waiting/reviews/review-lock';
import { requestIn } from '../waiting/holding/open-messages';
import { StoreDecisions } from './store-decisions';

export interface Erasure {
  recipientKey: string;
  /** `*` or an advertiser id: of whom the person asked it. */
  scope: string;
}

interface Waiting {
  request: string;
  attempt: number;
  traceparent: string;
  reviewId: string | null;
}

/**
 * Erases what is kept in clear of a person (docs/law/retention.md#erasure). Number and text are kept of messages that wait
 * or are under way: the former are refused here and now; the latter end within their lane, by the opt-out if not before, and
 * what was kept of them ends with them. Of a consent the evidence goes; that it was given, when and where stays provable.
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
    const columns = [erasures.map(({ recipientKey }) => recipientKey), erasures.map(({ scope }) => scope)];
    const refused = await this.database.run(async (tx) => {
      const waiting = await takeWaiting(tx, columns);
      eraseEvidence(tx, columns);
      const [recipientKeys = [], scopes = []] = columns;
      eraseSentTexts(tx, recipientKeys);
      eraseStartNumbers(tx, recipientKeys);
      erasePlaces(tx, recipientKeys, scopes);
      if (waiting.length === 0) return [];
      const decisions = await this.store.released(
        tx,
        waiting.map((row) => this.refuse(row)),
      );
      forgetReviews(tx, waiting);
      return decisions;
    });
    this.verdicts.count(refused);
  }

  private refuse({ request, attempt, traceparent }: Waiting): Decision {
    const candidate = { request: requestIn({ request }), attempt: attempt + 1, traceparent };
    return this.decide.erased(candidate, this.clock.now());
  }
}

/** What an advertiser is asked is about its adverts; what everybody is asked, about all that waits. */
const takeWaiting = (tx: Tx, columns: string[][]): Promise<Waiting[]> =>
  tx.query<Waiting>(
    `DELETE FROM held h USING open_message m, ${ERASED}
     WHERE h.recipient_key = e.key AND m.message_id = h.message_id
       AND (e.scope = '*' OR m.is_advert AND m.advertiser_id::text = e.scope)
     RETURNING m.request, m.attempt, m.traceparent, h.review_id AS "reviewId"`,
    columns,
  );

/** Which reply gave a consent, and which one it renews, is told without any data of the person. */
function eraseEvidence(tx: Tx, columns: string[][]): void {
  tx.send(`SELECT set_config('stopsms.erasing', 'on', true)`);
  tx.send(
    `UPDATE consent c SET evidence = k.evidence FROM ${ERASED}, LATERAL (
       SELECT consent_id, (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(evidence)
         WHERE key IN ('replyId', 'renews')) AS evidence
       FROM consent WHERE recipient_key = e.key AND (e.scope = '*' OR advertiser_id::text = e.scope)) k
     WHERE c.consent_id = k.consent_id AND c.evidence <> k.evidence`,
    columns,
  );
  tx.send(`SELECT set_config('stopsms.erasing', '', true)`);
}

/** The text that a person was to read, where none but the refused messages waited for that. */
function forgetReviews(tx: Tx, waiting: Waiting[]): void {
  const ids = waiting.flatMap(({ reviewId }) => reviewId ?? []);
  if (ids.length === 0) return;
  holdQueue(tx);
  tx.send(
    `DELETE FROM review r WHERE state = 'open' AND review_id = ANY($1::uuid[])
       AND NOT EXISTS (SELECT 1 FROM held h WHERE h.review_id = r.review_id)`,
    [ids],
  );
}

const ERASED = 'unnest($1::text[], $2::text[]) AS e(key, scope)';
