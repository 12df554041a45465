/** An opt-out counts for the last message of its advertiser when that is no older (docs/law/opt-outs.md#shared-codes). */
const ATTRIBUTION_MS = 90 * 86_400_000;
/** Difference between the clocks that date a STOP and a message (docs/law/opt-outs.md#race). */
const SKEW_MS = 5_000;
/** A report that says when the text was sent is believed within these (docs/law/complaints.md#whose-it-is). */
const REPORT_MS = 48 * 3_600_000;

/**
 * Span in which the message was made that a person answered or complained about; epoch ms.
 * @param at - of the person's act
 * @param sentAt - of the text, as far as the person says
 */
export const answeredSpan = (at: number, sentAt?: number): { since: number; until: number } =>
  sentAt === undefined
    ? { since: at - ATTRIBUTION_MS, until: at + SKEW_MS }
    : { since: sentAt - REPORT_MS, until: sentAt + REPORT_MS };
