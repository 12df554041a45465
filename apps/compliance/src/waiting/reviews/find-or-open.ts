import { randomUUID } from 'node:crypto';
import type { Tx } from '@stopsms/persistence';
import { isKindsWithin } from './shares-decision';
import type { TextReading } from '../../rules/text/text-reading';
import { findReviews } from './find-reviews';
import { holdOpening } from './review-lock';
import { NEW_REVIEWS, REVIEWS_SQL } from './reviews.store';
import type { Declared, MatchingReview, ReviewKeys } from './text-review';

/** A text that a person must read. */
export interface Doubtful {
  declared: Declared;
  text: string;
  reading: TextReading;
  keys: ReviewKeys;
}

/**
 * The review of each text, opened where there is none, in as many statements for a thousand texts as for one. The
 * transaction holds the reviews (`holdReviews`).
 * @param at - epoch ms
 * @param shown - by the advertiser, before it sends them
 * @returns in the order of the texts, and the ids of what was opened
 */
export async function findOrOpen(
  tx: Tx,
  texts: readonly Doubtful[],
  at: number,
  shown = false,
): Promise<{ reviews: MatchingReview[]; opened: string[] }> {
  const keysOf = (each: Doubtful): ReviewKeys => each.keys;
  const first = await findReviews(tx, texts.map(keysOf), at);
  const missing = texts.filter((_, index) => !first[index]);
  if (missing.length === 0) return { reviews: first.map(certain), opened: [] };
  holdOpening(tx, [...new Set(missing.map(({ declared }) => declared.advertiserId))]);
  // While this transaction waited for its turn another replica may have opened them.
  const second = await findReviews(tx, missing.map(keysOf), at);
  const opened = await open(
    tx,
    missing.filter((_, index) => !second[index]),
    at,
    shown,
  );
  // Also where none was opened: a replica of the release before takes no turns.
  const third = second.every((review) => review) ? second : await findReviews(tx, missing.map(keysOf), at);
  const late = new Map(missing.map((each, index) => [each, third[index]]));
  return { reviews: texts.map((each, index) => certain(first[index] ?? late.get(each))), opened };
}

function certain(review: MatchingReview | undefined): MatchingReview {
  if (!review) throw new Error('A text waits for a review that is not in the queue: this is a bug');
  return review;
}

async function open(tx: Tx, texts: readonly Doubtful[], at: number, shown: boolean): Promise<string[]> {
  const examples = examplesOf(texts);
  if (examples.length === 0) return [];
  const rows = await tx.query(REVIEWS_SQL.open, [...NEW_REVIEWS.of(examples, toRow), at, shown]);
  return rows.map(({ id }) => id);
}

const toRow = ({ declared, text, reading, keys }: Doubtful) => ({
  reviewId: randomUUID(),
  textKey: keys.textKey,
  templateKey: keys.templateKey ?? null,
  groupKey: keys.groupKey,
  advertiserId: declared.advertiserId,
  campaignId: declared.campaignId ?? null,
  declared: declared.category,
  readingId: reading.readingId,
  textHash: reading.textHash,
  text,
  kinds: JSON.stringify(keys.kinds),
  score: keys.score,
});

/**
 * One text of each template and of each campaign: the one that is most of an advert, so that the decision applies to the others
 * too.
 */
export function examplesOf<T extends { keys: ReviewKeys }>(texts: readonly T[]): T[] {
  const worstFirst = [...texts].sort(
    ({ keys: one }, { keys: other }) =>
      other.kinds.length - one.kinds.length || other.score - one.score || (one.textKey < other.textKey ? -1 : 1),
  );
  const examples: T[] = [];
  const seen = new Set<string>();
  const byTemplate = new Map<string, ReviewKeys[]>();
  for (const each of worstFirst) {
    const { textKey, groupKey, templateKey } = each.keys;
    const alike = templateKey === undefined ? [] : (byTemplate.get(templateKey) ?? []);
    if (seen.has(textKey) || seen.has(groupKey) || alike.some((example) => isKindsWithin(each.keys, example))) continue;
    examples.push(each);
    seen.add(textKey).add(groupKey);
    if (templateKey !== undefined) byTemplate.set(templateKey, [...alike, each.keys]);
  }
  return examples;
}
