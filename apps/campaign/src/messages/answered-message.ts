/** An opt-out counts for the last message of its advertiser when that is no older (docs/law/opt-outs.md#shared-codes). */
const ATTRIBUTION_MS = 90 * 86_400_000;
/** Whose clock told the STOP is not the one that dated the message (docs/law/opt-outs.md#race). */
const SKEW_MS = 5_000;
/** A report that says when the text was sent is believed within these (docs/law/complaints.md#whose-it-is). */
const REPORT_MS = 48 * 3_600_000;

/**
 * When the message was made that a person answered or complained of; epoch ms.
 * @param at - of the person's act
 * @param sentAt - of the text, as far as the person says
 */
export const answeredSpan = (at: number, sentAt?: number): { since: number; until: number } =>
  sentAt === undefined
    ? { since: at - ATTRIBUTION_MS, until: at + SKEW_MS }
    : { since: sentAt - REPORT_MS, until: sentAt + REPORT_MS };

/**
 * SQL of a lateral subquery on rows `o(key, scope, since, until)`: the last message that the recipient had from the scope
 * in that span. The operator's word may still be on its way, so a message under way counts too, if need be.
 */
export const ANSWERED = `
  SELECT m.id, m.campaign_id FROM message m
  WHERE m.recipient_key = o.key AND (o.scope = '*' OR m.advertiser_id::text = o.scope)
    AND m.category IS NOT NULL
    AND m.step NOT IN ('held', 'released', 'refused', 'blocked', 'expired', 'rejected', 'cancelled')
    AND m.created_at BETWEEN to_timestamp(o.since / 1000.0) AND to_timestamp(o.until / 1000.0)
  ORDER BY m.step IN ('accepted', 'cleared', 'submitting'), m.created_at DESC LIMIT 1`;
