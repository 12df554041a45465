import type { Sql } from '@stopsms/persistence';
import type { Decision } from './decision';
import type { DecisionReason } from './decision-reasons';
import type { Examined } from './examine';
import { findReviews } from '../reviews/find-reviews';

type Looked = Examined | { refused: Decision };

/**
 * What people decided about the texts among these that are no adverts by their declaration: an approved one goes on, a refused
 * one ends here, also one that leaves the reader no doubt, and a doubtful one that nobody decided on goes on too, to wait if
 * nothing else stops it. Asks nothing when all are adverts.
 * @param now - epoch ms
 */
export async function heedReviews(sql: Sql, examined: Looked[], now: number): Promise<Looked[]> {
  const declared = examined.flatMap((each) => ('judged' in each && each.judged.keys ? [each.judged.keys] : []));
  if (declared.length === 0) return examined;
  const reviews = await findReviews(sql, declared, now);
  const byKeys = new Map(declared.map((keys, index) => [keys, reviews[index]]));
  return examined.map((each) => {
    if (!('judged' in each) || !each.judged.keys) return each;
    const found = byKeys.get(each.judged.keys);
    if (!found?.decision) return each;
    const { keys, review } = each.judged;
    const heeded = { ...keys, doubt: review?.doubt ?? '', found };
    if (found.decision.verdict === 'approved') {
      return review ? { ...each, judged: { ...each.judged, review: heeded } } : each;
    }
    const { candidate, recipient, pack, judged, trust } = each;
    const asked = { candidate, at: now, recipient, pack, ...(trust && { trust }) };
    const known = { ...asked, reading: judged.reading, review: heeded };
    return { refused: { ...known, outcome: { verdict: 'refused', ...refusalByPerson(found.decision.reason) } } };
  });
}

/** @param reason - of the person */
export const refusalByPerson = (reason: string): DecisionReason => ({
  code: 'REVIEW_REFUSED',
  detail: `A person read the text and refused it: ${reason.replace(/\.$/, '')}. Change it or declare it marketing, then ask again with a new message id.`,
});
