import { createHash } from 'node:crypto';
import { type MoReceived, moReceived } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';

export { type MoReceived, moReceived };

const MINUTE_MS = 60_000;

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
  /** Epoch ms. */
  receivedAt: number;
  /** Epoch ms, the same each time the operator sends this, where `receivedAt` may be when we took it. */
  namedBy?: number;
}

/**
 * Names an MO so that an operator's retry is recognised. Its own id is not enough: operators count from the beginning
 * again, and a STOP taken for the repetition of somebody else's text would be lost. Without an id, the minute tells.
 * One that is not believed keeps none from being read that is. The name is kept for ever as the evidence of an opt-out, so its
 * sender is in it as a key: everything else of a STOP can be guessed, and all numbers could be tried.
 * @see docs/law/operators.md#replies
 */
export function moIdOf(mo: IncomingMo, recipientKey: string): string {
  const { provider, to, text, part, breach, dedupeId, receivedAt, namedBy = receivedAt } = mo;
  const place = part ? `${part.reference}/${part.total}/${part.sequence}` : '';
  const named = dedupeId === undefined ? ['minute', String(Math.floor(namedBy / MINUTE_MS))] : ['id', dedupeId];
  return deterministicId(
    'mo',
    provider,
    recipientKey,
    to,
    digestOf(text),
    place,
    ...named,
    ...(breach ? [breach] : []),
  );
}

/** Of UTF-16, because a part may end in half of an emoji, of which UTF-8 has but one. */
const digestOf = (text: string): string => createHash('sha256').update(text, 'utf16le').digest('base64url');

export function moRecord(mo: IncomingMo, recipientKey: string): Outgoing<MoReceived> {
  const { provider, from, to, text, part, breach, receivedAt } = mo;
  const moId = moIdOf(mo, recipientKey);
  return {
    key: recipientKey,
    eventId: moId,
    at: receivedAt,
    value: {
      ...{ moId, recipientKey, provider, from, to, text, receivedAt },
      ...(part && { part }),
      ...(breach && { breach }),
    },
  };
}
