import type { Sql } from '@stopsms/persistence';
import type { FoundReview, TextReview } from './text-review';

type Keys = Pick<TextReview, 'textKey' | 'groupKey'>;

interface Row extends Keys {
  id: string;
  textHash: string;
  state: 'open' | 'approved' | 'refused';
  by: string;
  reason: string;
  decidedAt: Date;
  validUntil: Date;
}

/**
 * The review of each text: a decision that is still valid, else the one that waits for a person; undefined for a text that
 * is not in the queue. One query for the whole batch. A decision on the very same text counts before one on another text
 * of the campaign.
 * @param now - epoch ms
 */
export async function findReviews(sql: Sql, wanted: Keys[], now: number): Promise<(FoundReview | undefined)[]> {
  const rows = await sql.query<Row>(
    `SELECT review_id AS id, text_key AS "textKey", group_key AS "groupKey", text_hash AS "textHash", state,
       decided_by AS by, reason, decided_at AS "decidedAt", valid_until AS "validUntil"
     FROM review
     WHERE (text_key = ANY($1::text[]) OR group_key = ANY($2::text[]))
       AND (state = 'open' OR valid_until > to_timestamp($3 / 1000.0))
     ORDER BY state = 'open' DESC, decided_at, review_id`,
    [unique(wanted.map(({ textKey }) => textKey)), unique(wanted.map(({ groupKey }) => groupKey)), now],
  );
  // The latest is written last, and so it is the one that stays.
  const decided = rows.filter(({ state }) => state !== 'open');
  const open = rows.filter(({ state }) => state === 'open');
  const [decidedText, decidedGroup] = [byText(decided), byGroup(decided)];
  const [openText, openGroup] = [byText(open), byGroup(open)];
  return wanted.map(({ textKey, groupKey }) => {
    const decision = decidedText.get(textKey) ?? decidedGroup.get(groupKey);
    const row = decision ?? openText.get(textKey) ?? openGroup.get(groupKey);
    return row && found(row);
  });
}

const unique = (keys: string[]): string[] => [...new Set(keys)];
const byText = (rows: Row[]) => new Map(rows.map((row) => [row.textKey, row]));
const byGroup = (rows: Row[]) => new Map(rows.map((row) => [row.groupKey, row]));

function found({ id, textHash, state, by, reason, decidedAt, validUntil }: Row): FoundReview {
  if (state === 'open') return { id, textHash };
  const [at, until] = [decidedAt.toISOString(), validUntil.toISOString()];
  return { id, textHash, decision: { verdict: state, by, reason, at, validUntil: until } };
}
