import type { Envelope, Wanted } from '../submissions/submission';

/** Addresses of a submit, which its receipts turn round. */
export interface Addresses {
  sourceTon: number;
  sourceNpi: number;
  source: string;
  destinationTon: number;
  destinationNpi: number;
  destination: string;
}

/** Short message of a submission, and the receipts that it asked for: 0 none, 1 any, 2 a failure, 3 a success. */
export interface SubmittedPart {
  id: string;
  registered: number;
}

/** Data that receipts over SMPP need. */
export interface SmppEnvelope extends Envelope {
  addresses: Addresses;
  parts: SubmittedPart[];
}

/** True if a part that asked for `registered` gets a receipt. */
export const isAsked = (registered: number, isDelivered: boolean): boolean =>
  registered === 1 || registered === (isDelivered ? 3 : 2);

/** Outcomes of which at least one part gets a receipt. */
export function wantedBy(parts: readonly SubmittedPart[]): Wanted {
  const success = parts.some(({ registered }) => isAsked(registered, true));
  const failure = parts.some(({ registered }) => isAsked(registered, false));
  if (success && failure) return 'final';
  if (success) return 'success';
  return failure ? 'failure' : 'none';
}
