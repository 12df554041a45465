import { type Result, WRITTEN_INSTANT_FORMS, ok, refused, writtenInstant } from '@stopsms/kernel';

// A consent can be proven only with its date, its source and the words the person agreed to (rules.md 3). What is short of
// that is no consent: the contact is kept, and compliance refuses adverts to it.

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

/**
 * @param now - epoch ms
 * @returns undefined when the row claims no consent at all
 */
export function readConsent(
  fields: { at: string; source: string; wording: string },
  now: number,
): Result<Consent | undefined, ConsentWarning> {
  const { at, source, wording } = fields;
  if (at === '' && source === '' && wording === '') return ok(undefined);
  if (at === '' || source === '' || wording === '') return refused(incomplete(fields));
  const grantedAt = writtenInstant(at);
  if (grantedAt === undefined) {
    return refused({
      code: 'CONSENT_DATE_UNREADABLE',
      detail: `consent_at is not a date. Write ${WRITTEN_INSTANT_FORMS}. Imported without consent.`,
    });
  }
  if (grantedAt > now) {
    return refused({
      code: 'CONSENT_DATE_IN_FUTURE',
      detail: 'consent_at lies in the future, so nobody can have agreed then. Imported without consent.',
    });
  }
  return ok({ grantedAt, source, wording });
}

function incomplete({ at, source, wording }: { at: string; source: string; wording: string }): ConsentWarning {
  const missing = Object.entries({ consent_at: at, consent_source: source, consent_wording: wording })
    .filter(([, value]) => value === '')
    .map(([name]) => name);
  return {
    code: 'CONSENT_INCOMPLETE',
    detail: `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing, and a consent without it cannot be proven. Imported without consent.`,
  };
}
