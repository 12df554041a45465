import { createHmac } from 'node:crypto';
import { isSecretOf } from './is-secret-of';
import { type Result, ok, refused } from '../result';

// How operators sign their webhooks to us.
//   stopsms-signature: t=<epoch s>,v1=<hex>
// v1 is the HMAC-SHA256, with the shared secret, of the time, a full stop and the body's bytes as sent. Whoever receives it
// recomputes it, compares in constant time, and refuses an old t: so nobody can invent a call, nor repeat one later.

export const SIGNATURE_HEADER = 'stopsms-signature';
/** Allowed difference between a sender's clock and ours. */
export const SIGNATURE_WINDOW_S = 300;
const FORM = `${SIGNATURE_HEADER}: t=<epoch s>,v1=<HMAC-SHA256 of "<t>.<body>", hexadecimal>`;

/** Ten digits of seconds last until 2286; thirteen are milliseconds. */
const SECONDS = /^\d{10}$/;
const DIGEST = /^[0-9a-f]{64}$/i;

export interface WebhookSignature {
  /** Epoch seconds, of the sender's clock. */
  seconds: number;
  digest: Buffer;
}

export interface SignatureRefusal {
  code: 'signature-missing' | 'signature-incomplete' | 'signature-time-malformed' | 'signature-old';
  detail: string;
}

/**
 * Reads what can be judged before the body is there: the form, and the age.
 * @param now - epoch ms
 */
export function readWebhookSignature(
  header: string | undefined,
  now: number,
): Result<WebhookSignature, SignatureRefusal> {
  if (!header) return refuse('signature-missing', `The ${SIGNATURE_HEADER} header is missing. Send "${FORM}".`);
  const fields = new Map(header.split(',').map((field) => field.trim().split('=', 2) as [string, string | undefined]));
  const [t, v1] = [fields.get('t'), fields.get('v1')];
  if (!t) return refuse('signature-incomplete', `${SIGNATURE_HEADER} has no t. Send "${FORM}".`);
  if (!v1) return refuse('signature-incomplete', `${SIGNATURE_HEADER} has no v1. Send "${FORM}".`);
  if (!DIGEST.test(v1)) return refuse('signature-incomplete', `${SIGNATURE_HEADER}: v1 must be 64 hexadecimal digits.`);
  if (!SECONDS.test(t)) {
    const hint = /^\d{13}$/.test(t) ? 'this is in milliseconds' : 'this is not a number of seconds';
    return refuse('signature-time-malformed', `${SIGNATURE_HEADER}: t must be in epoch seconds (ten digits); ${hint}.`);
  }
  const seconds = Number(t);
  const late = Math.floor(now / 1_000) - seconds;
  if (Math.abs(late) > SIGNATURE_WINDOW_S) {
    const detail =
      `${SIGNATURE_HEADER}: t is ${Math.abs(late)} s ${late > 0 ? 'behind' : 'ahead of'} our clock; ` +
      `the limit is ${SIGNATURE_WINDOW_S} s. Correct the sender’s clock and sign each attempt again.`;
    return refuse('signature-old', detail);
  }
  return ok({ seconds, digest: Buffer.from(v1, 'hex') });
}

/** Returns whether one of the secrets signed these bytes; takes as long whichever it is, and however wrong it is. */
export function isSignedBy(secrets: readonly string[], { seconds, digest }: WebhookSignature, body: Buffer): boolean {
  const digests = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex'),
  );
  return isSecretOf(digest.toString('hex'), digests);
}

const refuse = (code: SignatureRefusal['code'], detail: string) => refused<SignatureRefusal>({ code, detail });
