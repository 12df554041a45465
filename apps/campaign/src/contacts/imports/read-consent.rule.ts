import { type Result, WRITTEN_INSTANT_FORMS, ok, refused, writtenInstant } from '@stopsms/kernel';

// A consent can be proven only with its date, its source and the words the person agreed to
// (docs/law/consent.md#what-a-record-holds). What is short of that is no consent: the contact is kept, and compliance
// refuses adverts to it.

export interface Consent {
  /** Epoch ms. */
  grantedAt: number;
  source: string;
  wording: string;
}

export interface ConsentWarning {
  code: 'CONSENT_INCOMPLETE' | 'CONSENT_DATE_UNREADABLE' | 'CONSENT_DATE_IN_FUTURE';
  detail: string;
}

export type ReadConsent = Result<Consent | undefined, ConsentWarning>;

/** Columns of each part as they are named in messages, in English and in French. */
const HEADS = {
  at: 'consent_at ("Date de consentement")',
  source: 'consent_source ("Origine du consentement")',
  wording: 'consent_wording ("Texte du consentement")',
};

/**
 * @param now - epoch ms
 * @returns undefined when the row claims no consent at all
 */
export function readConsent(fields: { at: string; source: string; wording: string }, now: number): ReadConsent {
  const { at, source, wording } = fields;
  if (at === '' && source === '' && wording === '') return ok(undefined);
  if (at === '' || source === '' || wording === '') return refused(incomplete(fields));
  const grantedAt = writtenInstant(at);
  if (grantedAt === undefined) {
    return refused({
      code: 'CONSENT_DATE_UNREADABLE',
      detail: `${HEADS.at} is not a date. Write ${WRITTEN_INSTANT_FORMS}.`,
    });
  }
  if (grantedAt > now) {
    return refused({
      code: 'CONSENT_DATE_IN_FUTURE',
      detail: `${HEADS.at} is in the future.`,
    });
  }
  return ok({ grantedAt, source, wording });
}

/** Adverts can count on not one of these contacts: that is a fault of the whole list, or it was not meant for adverts. */
export const isNoneProvable = (consents: readonly ReadConsent[]): boolean =>
  consents.length > 0 && !consents.some((read) => read.ok && read.value !== undefined);

function incomplete(fields: Record<keyof typeof HEADS, string>): ConsentWarning {
  const missing = (Object.keys(HEADS) as (keyof typeof HEADS)[]).filter((part) => fields[part] === '');
  const heads = missing.map((part) => HEADS[part]).join(' and ');
  return {
    code: 'CONSENT_INCOMPLETE',
    detail: `${heads} ${missing.length > 1 ? 'are' : 'is'} missing, and a consent without it cannot be proven.`,
  };
}
