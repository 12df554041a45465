import type { MatchingReview, ReviewKeys, TextReview } from '../../waiting/reviews/text-review';
import type { JudgedText } from './judge-text';

/**
 * Returns the review that applies to a text. An approval applies where the rules would stop the text; a refusal also where they would not,
 * except for texts that the classifier refuses itself; an undecided review is read again when the message is stored.
 */
export function reviewFor(
  { advert, doubt }: Pick<JudgedText, 'advert' | 'doubt'>,
  keys: ReviewKeys,
  found: MatchingReview | undefined,
): TextReview | undefined {
  const decided = found?.decision ? found : undefined;
  const review = { ...keys, doubt: doubt ?? '', ...(decided && { found: decided }) };
  const isStopped = advert !== undefined || doubt !== undefined;
  if (decided?.decision?.verdict === 'approved') return isStopped ? review : undefined;
  if (advert) return undefined;
  return decided || isStopped ? review : undefined;
}
