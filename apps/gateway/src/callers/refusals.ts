import { Problem } from '@stopsms/http';
import type { SubmitRefusal } from '../submissions/submission';

const TAKEN =
  'An earlier message of the account has this reference, with another recipient or text. Nothing was accepted. Give each message a reference of its own.';

/** Returns a refused submission as a problem of HTTP. */
export function problemOfRefusal(refusal: SubmitRefusal): Problem {
  switch (refusal.code) {
    case 'INVALID':
      return new Problem('invalid-request', `The message is not valid: ${refusal.detail}. Nothing of it was accepted.`);
    case 'CONFLICT':
      return new Problem('reference-taken', TAKEN);
    case 'THROTTLED':
      return Problem.tooMany('The account exceeds its ratePerSecond. Send the request again.', 1);
    case 'BUSY':
      return Problem.tooMany(
        'The platform is behind, or too many receipts of the account wait. Send the request again.',
        5,
      );
  }
}
