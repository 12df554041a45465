import { Problem } from '@stopsms/http';
import type { SubmitRefusal } from '../submissions/submission';

/** Page of the codes; Twilio's libraries expect a URL. */
const MORE_INFO = 'https://www.twilio.com/docs/api/errors';

/** Refusal in the form of Twilio's API. */
export class TwilioError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  body(): object {
    return { code: this.code, message: this.message, more_info: MORE_INFO, status: this.status };
  }
}

/** Returns a problem of the gateway in Twilio's form; undefined if it is no refusal. */
export function twilioErrorOf(error: unknown): TwilioError | undefined {
  if (error instanceof TwilioError) return error;
  if (!(error instanceof Problem)) return undefined;
  const status = error.getStatus();
  const codes: Readonly<Record<number, number>> = { 401: 20003, 404: 20404, 413: 20001, 415: 20001, 429: 20429 };
  return new TwilioError(status, codes[status] ?? 20001, error.detail);
}

export function twilioErrorOfRefusal(refusal: SubmitRefusal): TwilioError {
  if (refusal.code === 'INVALID')
    return new TwilioError(400, 21211, `The message is not valid: ${refusal.detail}. Nothing was accepted.`);
  if (refusal.code === 'CONFLICT')
    return new TwilioError(
      409,
      20409,
      'I-Twilio-Idempotency-Token is that of an earlier message to another number or with another text. Nothing was accepted.',
    );
  return new TwilioError(429, 20429, 'Too many requests. Nothing was accepted. Send it again.');
}
