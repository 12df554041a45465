import type { Sql } from '@stopsms/persistence';
import type { Decision } from './decision';
import type { DecisionReason } from '../reasons/decision-reasons';
import type { Examined } from './examine';
import { findReviews } from '../reviews/find-reviews';
import type { FoundReview, ReviewDecision, ReviewKeys, TextReview } from '../reviews/text-review';

type Looked = Examined | { refused: Decision };

/**
 * What people decided about the texts among these that are no adverts by their declaration. An approved one goes on, also where
 * the reader would refuse it by now, since other names may move its score a little. A refused one ends here, also one that
 * leaves the reader no doubt. Of the others those end that the reader refuses, and a doubtful one goes on, to wait if nothing
 * else stops it. Asks nothing when all are adverts.
 * @param now - epoch ms
 */
export async function heedReviews(sql: Sql, examined: Looked[], now: number): Promise<Looked[]> {
  const declared = examined.flatMap((each) => ('judged' in each && each.judged.keys ? [each.judged.keys] : []));
  if (declared.length === 0) return examined;
  const reviews = await findReviews(sql, declared, now);
  const byKeys = new Map(declared.map((keys, index) => [keys, reviews[index]]));
  return examined.map((each) => {
    if (!('judged' in each) || !each.judged.keys) return each;
    return heed(each, each.judged.keys, byKeys.get(each.judged.keys), now);
  });
}

function heed(each: Examined, keys: ReviewKeys, found: FoundReview | undefined, now: number): Looked {
  const { refusal, ...judged } = each.judged;
  const heeded = { ...keys, doubt: judged.review?.doubt ?? '', ...(found && { found }) };
  if (found?.decision?.verdict === 'approved') {
    return refusal || judged.review ? { ...each, judged: { ...judged, review: heeded } } : each;
  }
  if (refusal) return refuse(each, now, refusal);
  return found?.decision ? refuse(each, now, refusalByPerson(found, found.decision), heeded) : each;
}

function refuse(
  { candidate, recipient, pack, judged, trust }: Examined,
  at: number,
  reason: DecisionReason,
  review?: TextReview,
): { refused: Decision } {
  const asked = { candidate, at, recipient, pack, reading: judged.reading, ...(trust && { trust }) };
  return { refused: { ...asked, ...(review && { review }), outcome: { verdict: 'refused', ...reason } } };
}

export const refusalByPerson = ({ shared }: FoundReview, { reason }: ReviewDecision): DecisionReason => ({
  code: 'REVIEW_REFUSED',
  detail: `A person read ${shared ? `another text of its ${shared}` : 'the text'} and refused it: ${reason.replace(/\.$/, '')}. Change it or declare it marketing, then ask again with a new message id.`,
});
