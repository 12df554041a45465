import {
  DATE_FORM_EXAMPLES,
  isConsentGiven,
  ok,
  refused,
  type DateForm,
  type Result,
  writtenInstant,
} from '@stopsms/kernel';

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
  code: 'CONSENT_INCOMPLETE' | 'CONSENT_DATE_UNREADABLE' | 'CONSENT_DATE_IN_FUTURE' | 'CONSENT_NOT_GIVEN';
  detail: string;
  lacks: ConsentLack[];
}

/** Part that a claimed consent lacks; `agreement`: the row says no, or has a column for a yes and no yes in it. */
export type ConsentLack = 'date' | 'source' | 'wording' | 'agreement';

/** Parts of a claim as a row has them. */
export interface ConsentClaim {
  at: string;
  source: string;
  wording: string;
  /** State of the consent: given, refused, withdrawn and the like. */
  state?: string;
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
export function readConsent(fields: ConsentClaim, now: number, dates: DateForm = 'dmy'): ReadConsent {
  const { at, source, wording, state } = fields;
  const claimsNothing = at === '' && source === '' && wording === '';
  if (claimsNothing && !state) return ok(undefined);
  if (state !== undefined && !isConsentGiven(state)) return refused(NOT_GIVEN);
  if (claimsNothing) return ok(undefined);
  if (at === '' || source === '' || wording === '') return refused(incomplete(fields));
  const grantedAt = writtenInstant(at, dates);
  if (grantedAt === undefined) {
    return refused({
      code: 'CONSENT_DATE_UNREADABLE',
      detail: `${HEADS.at} is not a date. Write ${DATE_FORM_EXAMPLES[dates]}.`,
      lacks: ['date'],
    });
  }
  if (grantedAt > now) {
    return refused({
      code: 'CONSENT_DATE_IN_FUTURE',
      detail: `${HEADS.at} is in the future.`,
      lacks: ['date'],
    });
  }
  return ok({ grantedAt, source, wording });
}

/** Adverts can count on not one of these contacts: that is a fault of the whole list, or it was not meant for adverts. */
export const isNoneProvable = (consents: readonly ReadConsent[]): boolean =>
  consents.length > 0 && !consents.some((read) => read.ok && read.value !== undefined);

export const NOT_GIVEN: ConsentWarning = {
  code: 'CONSENT_NOT_GIVEN',
  detail:
    'The row does not say that the person agreed, or says that they no longer do. Write yes in its state if they did.',
  lacks: ['agreement'],
};

const LACKS = { at: 'date', source: 'source', wording: 'wording' } as const;

function incomplete(fields: ConsentClaim): ConsentWarning {
  const missing = (Object.keys(HEADS) as (keyof typeof HEADS)[]).filter((part) => fields[part] === '');
  const heads = missing.map((part) => HEADS[part]).join(' and ');
  return {
    code: 'CONSENT_INCOMPLETE',
    detail: `${heads} ${missing.length > 1 ? 'are' : 'is'} missing, and a consent without it cannot be proven.`,
    lacks: missing.map((part) => LACKS[part]),
  };
}
