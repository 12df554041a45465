import { type Result, ok, refused } from '@stopsms/kernel';
import { DateTime } from 'luxon';

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

/** Dates without an offset are read as French clocks show them. */
const ZONE = 'Europe/Paris';
/** `25/11/2026`, `25/11/2026 10:30`, `25/11/2026 10h30`, with seconds or without. */
const FRENCH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]+(\d{1,2})[:h](\d{2})(?::(\d{2}))?)?$/;
/** Begins like `2026-11-25`; luxon decides on the rest. */
const ISO = /^\d{4}-\d{2}-\d{2}/;

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
  const grantedAt = readDate(at);
  if (grantedAt === undefined) {
    return refused({
      code: 'CONSENT_DATE_UNREADABLE',
      detail:
        'consent_at is not a date. Write 2026-11-25T10:30, or 25/11/2026 10:30 as clocks in Paris show it. Imported without consent.',
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

/** Epoch ms; undefined for what is no date, or one before 1970. */
function readDate(written: string): number | undefined {
  const french = FRENCH.exec(written);
  const [day, month, year, hour, minute, second] = (french ?? []).slice(1).map((part) => Number(part ?? 0));
  const date = french
    ? DateTime.fromObject({ day, month, year, hour, minute, second }, { zone: ZONE })
    : ISO.test(written)
      ? DateTime.fromISO(written.replace(' ', 'T'), { zone: ZONE })
      : undefined;
  return date?.isValid && date.toMillis() >= 0 ? date.toMillis() : undefined;
}
