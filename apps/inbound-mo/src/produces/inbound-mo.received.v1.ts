import { createHash, randomUUID } from 'node:crypto';
import { type MoReceived, moReceived } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';

export { type MoReceived, moReceived };

/** An operator that has not been answered tries again within this; the same id after it is another text's. */
const NUMBERED_RETRY_MS = 48 * 3_600_000;
/** The same for a text with neither id nor time of the operator. */
const BARE_RETRY_MS = 60_000;

/**
 * Longest text that is accepted: 255 parts, the most that an SMS can have, of 153 characters. A longer one is refused whole, because a
 * STOP may be where it would be cut.
 */
export const MAX_TEXT = 255 * 153;

/** A text as it came in, its sender already read as a number. */
export interface IncomingMo {
  provider: string;
  /** E.164. */
  from: string;
  /** Code or number texted, as `textedCode` has it. */
  to: string;
  text: string;
  part?: NonNullable<MoReceived['part']>;
  breach?: NonNullable<MoReceived['breach']>;
  /** The operator's id, the same at each of its retries. */
  dedupeId?: string;
  /** Epoch ms, the operator's own, at most now. */
  receivedAt: number;
  /** Epoch ms, exactly as the operator dates the text; absent where it does not. */
  datedAt?: number;
  /** Epoch ms, of the signature that the delivery bears. */
  signedAt?: number;
  /** True for a text that the API of the operator lists, each by an id of its own. */
  isListed?: true;
  /** True where nothing shows that it is new, and others may send it again. */
  mayBeCopy?: boolean;
  /** Message that it answers, as the operator says. */
  origin?: NonNullable<MoReceived['origin']>;
  /** Word as which the operator answers it itself. */
  answered?: 'STOP' | 'START' | 'HELP';
}

/**
 * Names a delivery. Id and time of the operator together, or its signature over both, show that it is the same as an earlier
 * one, and then it has the same name; so does the id of an entry that is read again in a list of the operator's. Without them nothing shows that, and each delivery has a name of its own: an id alone
 * may be another text's, since operators count from the beginning again.
 * @see docs/decisions/0054-uncertain-repetitions-block.md
 */
export function moIdOf(mo: IncomingMo, recipientKey: string): string {
  const { dedupeId, datedAt, signedAt, isListed } = mo;
  if (dedupeId !== undefined && datedAt !== undefined) return nameOf(mo, recipientKey, 'id', dedupeId, String(datedAt));
  if (dedupeId !== undefined && isListed) return nameOf(mo, recipientKey, 'listed', dedupeId);
  if (signedAt === undefined) return randomUUID();
  return nameOf(mo, recipientKey, 'signed', dedupeId ?? '', String(datedAt ?? ''), String(signedAt));
}

/**
 * Names what may be one text that its operator delivers again, and for how long after the first delivery. The sender is in it
 * as a key: everything else of a STOP can be guessed, and all numbers could be tried.
 */
export function retryOf(mo: IncomingMo, recipientKey: string): { retryKey: string; retryWithinMs: number } {
  const { dedupeId, datedAt } = mo;
  const known = [
    ...(dedupeId === undefined ? [] : ['id', dedupeId]),
    ...(datedAt === undefined ? [] : ['at', String(datedAt)]),
  ];
  return {
    retryKey: nameOf(mo, recipientKey, 'retry', ...known),
    retryWithinMs: known.length > 0 ? NUMBERED_RETRY_MS : BARE_RETRY_MS,
  };
}

/** Hash of an operator's id. It has no sender in it: the keys of senders change, and a START is remembered for longer. */
const operatorIdOf = (id: string): string => deterministicId('operator-id', id);

/** Two texts of one name are the same to the letter, from the same sender to the same code by the same operator. */
function nameOf({ provider, to, text, part, breach }: IncomingMo, recipientKey: string, ...known: string[]): string {
  const position = part ? `${part.reference}/${part.total}/${part.sequence}` : '';
  // What came in breach of a provider's terms keeps nothing from being read that comes rightly later.
  return deterministicId('mo', provider, recipientKey, to, digestOf(text), position, breach ?? '', ...known);
}

/** Hashes UTF-16, because a part may end in half of an emoji, which UTF-8 cannot represent. */
const digestOf = (text: string): string => createHash('sha256').update(text, 'utf16le').digest('base64url');

/** @param acceptedAt - epoch ms, by our clock */
export function moRecord(mo: IncomingMo, recipientKey: string, acceptedAt: number): Outgoing<MoReceived> {
  const { provider, from, to, text, part, breach, receivedAt, datedAt, dedupeId, origin, answered, mayBeCopy } = mo;
  const moId = moIdOf(mo, recipientKey);
  return {
    key: recipientKey,
    eventId: moId,
    at: receivedAt,
    value: {
      ...{ moId, ...retryOf(mo, recipientKey), recipientKey, provider, from, to, text, receivedAt, acceptedAt },
      ...(dedupeId !== undefined && { operatorId: operatorIdOf(dedupeId) }),
      ...(datedAt !== undefined && { datedAt }),
      ...(mayBeCopy && { mayBeCopy }),
      ...(part && { part }),
      ...(breach && { breach }),
      ...(origin && { origin }),
      ...(answered === 'STOP' && { confirmedBy: 'provider' as const }),
      ...(answered && answered !== 'STOP' && { answeredAs: answered }),
    },
  };
}
