import type { Sql } from '@stopsms/persistence';
import { decisionOf } from './decision-of';
import type { ReviewsSql } from './reviews.sql';
import { REVIEWS_SQL } from './reviews.store';
import { type Weighed, isKindsWithin, sharesApproval, sharesRefusal } from './shares-decision';
import type { MatchingReview, ReviewKeys } from './text-review';

/** `readHash` is null where its own text was read, `kinds` and `score` in a review of a release that did not keep them. */
type Row = ReviewsSql['matching']['row'];

/**
 * The review of each text: a decision that is still valid, else the one that waits for a person; undefined for a text that
 * is not in the queue. One query for the whole batch. A decision on the very same text counts before one on another text
 * of its template, and that before one on another text of its campaign; of two the later.
 * @param now - epoch ms
 */
export async function findReviews(
  sql: Sql,
  wanted: readonly ReviewKeys[],
  now: number,
): Promise<(MatchingReview | undefined)[]> {
  const rows = await sql.query(REVIEWS_SQL.matching, [
    unique(wanted.map(({ textKey }) => textKey)),
    unique(wanted.flatMap(({ templateKey }) => templateKey ?? [])),
    // Without a campaign it is the key of the text.
    unique(wanted.flatMap(({ groupKey, textKey }) => (groupKey === textKey ? [] : groupKey))),
    now,
  ]);
  if (rows.length === 0) return wanted.map(() => undefined);
  const known: ReviewsByKey = {
    text: groupBy(rows, ({ textKey }) => textKey),
    template: groupBy(rows, ({ templateKey }) => templateKey),
    campaign: groupBy(rows, ({ groupKey }) => groupKey),
  };
  return wanted.map((text) => reviewAmong(known, text));
}

type ReviewsByKey = Record<'text' | 'template' | 'campaign', Map<string | null, Row[]>>;

function reviewAmong({ text, template, campaign }: ReviewsByKey, keys: ReviewKeys): MatchingReview | undefined {
  const same = text.get(keys.textKey) ?? [];
  const alike = (keys.templateKey !== undefined && template.get(keys.templateKey)) || [];
  const group = campaign.get(keys.groupKey) ?? [];
  const decided =
    found(same.find(isDecided)) ??
    found(
      alike.find((row) => isDecided(row) && decides(row, keys)),
      'template',
    ) ??
    found(
      group.find((row) => isDecided(row) && decides(row, keys)),
      'campaign',
    );
  if (decided) return decided;
  return (
    found(same.find(isOpen)) ??
    found(
      alike.find((row) => isOpen(row) && isKindsWithin(keys, weighedOf(row, keys))),
      'template',
    ) ??
    found(group.find(isOpen), 'campaign')
  );
}

const isOpen = ({ state }: Row): boolean => state === 'open';
const isDecided = ({ state }: Row): boolean => state !== 'open';

/** True if the decision extends to the text. One that was itself decided with another text does not, or margins would add up. */
const decides = (row: Row, text: Weighed): boolean =>
  row.readHash === null && (row.state === 'approved' ? sharesApproval : sharesRefusal)(text, weighedOf(row, text));

/** Unknown figures count as equal. */
const weighedOf = ({ kinds, score }: Row, text: Weighed): Weighed => ({
  kinds: kinds ?? text.kinds,
  score: score ?? text.score,
});

const unique = (keys: string[]): string[] => [...new Set(keys)];

function groupBy(rows: Row[], keyOf: (row: Row) => string | null): Map<string | null, Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function found(row: Row | undefined, shared?: 'template' | 'campaign'): MatchingReview | undefined {
  if (!row) return undefined;
  const { id, textHash, readHash } = row;
  const alike = shared ?? (readHash === null ? undefined : 'template');
  const decision = decisionOf(row);
  return { id, textHash: readHash ?? textHash, ...(alike && { shared: alike }), ...(decision && { decision }) };
}
