import { storableText } from '@stopsms/kernel';
import { digestOf } from '../../rules/digest/digest';
import type { Consent } from './consent';

/** Consent as recorded, without later changes. Instants are ISO. */
export interface SealedConsent {
  id: string;
  recipientKey: string;
  advertiserId: string;
  basis: string;
  grantedAt: string;
  source: string;
  wording: string;
  collectedBy: string;
  ownAct: boolean;
  evidence: Record<string, string>;
  recordedAt: string;
}

/** Sealed form of a consent that was erased before a decision used it. */
export const erasedConsent = (id: string): { id: string; erased: true } => ({ id, erased: true });

/**
 * The digest by which proofs seal a consent, made once, when it is recorded.
 * @param recordedAt - epoch ms
 */
export const consentDigest = (consent: Consent, recordedAt: number): Buffer =>
  Buffer.from(digestOf(asKept(consent, recordedAt)), 'hex');

/** Consent in the form in which the ledger returns it. */
function asKept({ consentId, recipientKey, advertiserId, ...consent }: Consent, recordedAt: number): SealedConsent {
  return {
    id: consentId.toLowerCase(),
    recipientKey,
    advertiserId: advertiserId.toLowerCase(),
    basis: consent.basis,
    grantedAt: new Date(consent.grantedAt).toISOString(),
    source: storableText(consent.source),
    wording: storableText(consent.wording),
    collectedBy: storableText(consent.collectedBy),
    ownAct: consent.ownAct,
    evidence: consent.evidence,
    recordedAt: new Date(recordedAt).toISOString(),
  };
}
