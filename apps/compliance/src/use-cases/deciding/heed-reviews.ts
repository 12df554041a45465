import type { Sql } from '@stopsms/persistence';
import type { Decision } from './decision';
import type { Examined } from './examine';
import { findReviews } from '../reviews/find-reviews';

type Looked = Examined | { refused: Decision };

/**
 * What people decided about the doubtful texts among these: an approved one goes on, a refused one ends here, and one that
 * nobody decided on goes on too, to wait if nothing else stops it. Asks nothing when no text is doubtful.
 * @param now - epoch ms
 */
export async function heedReviews(sql: Sql, examined: Looked[], now: number): Promise<Looked[]> {
  const doubtful = examined.flatMap((each) => ('judged' in each && each.judged.review ? [each.judged.review] : []));
  if (doubtful.length === 0) return examined;
  const reviews = await findReviews(sql, doubtful, now);
  const byNeed = new Map(doubtful.map((review, index) => [review, reviews[index]]));
  return examined.map((each) => {
    if (!('judged' in each) || !each.judged.review) return each;
    const found = byNeed.get(each.judged.review);
    if (!found?.decision) return each;
    const judged = { ...each.judged, review: { ...each.judged.review, found } };
    if (found.decision.verdict === 'approved') return { ...each, judged };
    const { candidate, recipient, pack } = each;
    const known = { candidate, at: now, recipient, pack, reading: judged.reading, review: judged.review };
    return { refused: { ...known, outcome: refusal(found.decision.reason) } };
  });
}

const refusal = (reason: string): Decision['outcome'] => ({
  verdict: 'refused',
  code: 'REVIEW_REFUSED',
  detail: `A person read the text and refused it: ${reason.replace(/\.$/, '')}. Change it or declare it marketing, then ask again with a new message id.`,
});
