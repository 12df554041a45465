import type { RecipientKeys } from '@stopsms/kernel';
import { digestOf } from '../../rules/digest/digest';

// A recipient key says nothing to whoever lacks the platform's secret, so it ties a proof to a number for nobody else. What is sealed
// besides is a digest of the number with a salt of its own for each message: whoever has the salt with the proof can check one number
// against it, and nobody can without.

/** Salt of one message: derived, so that it is stored nowhere, from the first secret, so that a new secret changes no proof. */
export const numberSalt = (keys: RecipientKeys, messageId: string): string =>
  keys.digestOf(`salt of the number of message ${messageId}`);

/** @param number - E.164 */
export const numberDigest = (messageId: string, number: string, salt: string): string =>
  digestOf({ messageId, number, salt });
