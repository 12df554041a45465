import type { ParsedCallback, Receipt, Reply, Skipped } from './callbacks';

/** Longest word of a provider that is reported; it may be anything. */
const MAX_WORD = 40;

const NOTHING: ParsedCallback = { receipts: [], replies: [], skipped: [] };

export const parsedReceipt = (receipt: Receipt): ParsedCallback => ({ ...NOTHING, receipts: [receipt] });

export const parsedReply = (reply: Reply): ParsedCallback => ({ ...NOTHING, replies: [reply] });

/** @param detail - words of ours for `malformed`, else the provider's */
export const skipped = (reason: Skipped['reason'], detail: string): ParsedCallback => ({
  ...NOTHING,
  skipped: [{ reason, detail: reason === 'malformed' ? detail : detail.slice(0, MAX_WORD) }],
});
