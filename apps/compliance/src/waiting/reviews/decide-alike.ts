import type { Tx } from '@stopsms/persistence';
import { type Weighed, sharesApproval, sharesRefusal } from './shares-decision';

/** A review that a person has just decided on. `kinds` and `score` are null in one of a release that did not keep them. */
export interface DecidedReview {
  id: string;
  templateKey: string | null;
  textHash: string;
  kinds: string[] | null;
  score: number | null;
  state: 'approved' | 'refused';
}

/**
 * Texts of one template that the reader finds other things in have reviews of their own. Those that share the decision on one
 * of them are decided with it, so that what waits for them is not asked about again. The transaction holds the queue.
 */
export async function decideAlike(tx: Tx, decided: DecidedReview): Promise<void> {
  const { id, templateKey, textHash, kinds, score, state } = decided;
  if (templateKey === null || kinds === null || score === null) return;
  const open = await tx.query<Weighed & { id: string }>(
    `SELECT review_id AS id, kinds, score FROM review
     WHERE template_key = $1 AND state = 'open' AND kinds IS NOT NULL AND score IS NOT NULL`,
    [templateKey],
  );
  const shares = state === 'approved' ? sharesApproval : sharesRefusal;
  const alike = open.filter((each) => shares(each, { kinds, score }));
  if (alike.length === 0) return;
  tx.send(
    `UPDATE review r SET state = d.state, decided_at = d.decided_at, decided_by = d.decided_by, reason = d.reason,
       valid_until = d.valid_until, releasing = true, decided_with = d.review_id, read_hash = $3
     FROM review d WHERE d.review_id = $1 AND r.review_id = ANY($2::uuid[])`,
    [id, alike.map((each) => each.id), textHash],
  );
}
