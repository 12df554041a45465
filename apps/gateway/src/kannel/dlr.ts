import type { ReceiptContent } from '../deliveries/delivery';
import type { Wanted } from '../submissions/submission';

const DELIVERED = 1;
const UNDELIVERED = 2;
const REJECTED = 16;

/** Data of a submission that its dlr-url needs. */
export interface KannelEnvelope extends Record<string, unknown> {
  to: string;
  from: string;
  mask: number;
  url?: string;
}

/** Returns the outcomes of which a dlr-mask wants at least one. */
export function wantedBy(mask: number): Wanted {
  const success = (mask & DELIVERED) !== 0;
  const failure = (mask & (UNDELIVERED | REJECTED)) !== 0;
  if (success && failure) return 'final';
  if (success) return 'success';
  return failure ? 'failure' : 'none';
}

/** Returns the status of a dlr: 1 delivered, 16 refused before it left or by the operator, 2 otherwise. */
export function dlrStatusOf({ stage }: Pick<ReceiptContent, 'stage'>): number {
  if (stage === 'delivered') return DELIVERED;
  return stage === 'refused' || stage === 'blocked' || stage === 'rejected' ? REJECTED : UNDELIVERED;
}

const ESCAPE = /%([a-zA-Z%])(?![0-9a-fA-F])|%([a-zA-Z])(?=[&#/]|$)/g;

/** Replaces the escapes of a dlr-url; all other text stays. */
export function fillDlrUrl(url: string, values: Readonly<Record<string, string>>): string {
  return url.replace(ESCAPE, (whole, one?: string, other?: string) => {
    const name = one ?? other ?? '';
    return Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : whole;
  });
}

/** Values of the escapes, by their letters. */
export function escapesOf(content: ReceiptContent, username: string): Record<string, string> {
  const { to, from } = content.envelope as KannelEnvelope;
  const { messageId, stage, code = '', stat, at } = content;
  const date = new Date(at).toISOString();
  return {
    ...{ d: String(dlrStatusOf(content)), p: to, P: from, I: messageId, F: messageId, i: 'stopsms', n: username },
    ...{ t: `${date.slice(0, 10)} ${date.slice(11, 19)}`, T: String(Math.floor(at / 1_000)) },
    A: [`stat:${stat ?? stage}`, ...(code === '' ? [] : [`err:${code}`])].join(' '),
  };
}
