import { randomUUID } from 'node:crypto';
import type { Tx } from '@stopsms/persistence';
import { isKindsWithin } from './shares-decision';
import type { TextReading } from '../../rules/text/text-reading';
import { findReviews } from './find-reviews';
import { holdOpening } from './review-lock';
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
  // While we waited for our turn another replica may have opened what we lack.
  const second = await findReviews(tx, missing.map(keysOf), at);
  const opened = await open(
    tx,
    missing.filter((_, index) => !second[index]),
    at,
    shown,
  );
  // Also where we opened none: a replica of the release before takes no turns.
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
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO review (review_id, text_key, template_key, group_key, advertiser_id, campaign_id, declared, reading_id,
       text_hash, text, kinds, score, opened_at, shown_at)
     SELECT n.id, n.text_key, n.template_key, n.group_key, n.advertiser, n.campaign, n.declared, n.reading, n.hash, n.text,
       ARRAY(SELECT jsonb_array_elements_text(n.kinds)), n.score, to_timestamp($13 / 1000.0),
       CASE WHEN $14 THEN to_timestamp($13 / 1000.0) END
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[],
         $10::text[], $11::jsonb[], $12::float8[])
       AS n(id, text_key, template_key, group_key, advertiser, campaign, declared, reading, hash, text, kinds, score)
     ON CONFLICT DO NOTHING RETURNING review_id AS id`,
    [
      examples.map(() => randomUUID()),
      examples.map(({ keys }) => keys.textKey),
      examples.map(({ keys }) => keys.templateKey ?? null),
      examples.map(({ keys }) => keys.groupKey),
      examples.map(({ declared }) => declared.advertiserId),
      examples.map(({ declared }) => declared.campaignId ?? null),
      examples.map(({ declared }) => declared.category),
      examples.map(({ reading }) => reading.readingId),
      examples.map(({ reading }) => reading.textHash),
      examples.map(({ text }) => text),
      examples.map(({ keys }) => JSON.stringify(keys.kinds)),
      examples.map(({ keys }) => keys.score),
      at,
      shown,
    ],
  );
  return rows.map(({ id }) => id);
}

/**
 * One text of each template and of each campaign: that which is most of an advert, so that the decision goes for the others
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
