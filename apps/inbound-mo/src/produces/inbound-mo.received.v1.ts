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
  /** Short code texted. */
  to: string;
  text: string;
  part?: NonNullable<MoReceived['part']>;
  /** The operator's id, the same at each of its retries. */
  dedupeId?: string;
  /** Epoch ms. */
  receivedAt: number;
  /** Epoch ms, the same each time the operator sends this, where `receivedAt` may be when we took it. */
  namedBy?: number;
}

/**
 * Names an MO so that an operator's retry is recognised: by its own id where it gives one, else by content and minute.
 * @see rules.md 9 "deliver_sm (MO, DLR)"
 */
export function moIdOf({
  provider,
  from,
  to,
  text,
  part,
  dedupeId,
  receivedAt,
  namedBy = receivedAt,
}: IncomingMo): string {
  const place = part ? `${part.reference}/${part.total}/${part.sequence}` : '';
  if (dedupeId !== undefined) return deterministicId('mo', provider, dedupeId, place);
  return deterministicId('mo', provider, from, to, text, place, String(Math.floor(namedBy / MINUTE_MS)));
}

export function moRecord(mo: IncomingMo, recipientKey: string): Outgoing<MoReceived> {
  const { provider, from, to, text, part, receivedAt } = mo;
  const moId = moIdOf(mo);
  return {
    key: recipientKey,
    eventId: moId,
    at: receivedAt,
    value: { moId, recipientKey, provider, from, to, text, receivedAt, ...(part ? { part } : {}) },
  };
}
