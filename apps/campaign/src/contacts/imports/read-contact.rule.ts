import { type Phone, type PhoneRefusal, type Result, ok, readPhone, refused } from '@stopsms/kernel';
import type { ContactColumns } from './contact-columns.rule';
import { type DenialContext, deniesConsent, isNoText } from './denials.rule';
import type { ImportOptions } from './import-options';
import { type ConsentClaim, NOT_GIVEN, type ReadConsent, readConsent } from './read-consent.rule';

export interface Contact {
  phone: Phone;
  /** Values by column name, without empty ones. */
  attributes: Record<string, string>;
  /** A claim that cannot be proven is refused; the contact is kept without it. */
  consent: ReadConsent;
}

/**
 * @param values - one row, trimmed, in the order of the header
 * @param country - ISO 3166 alpha-2 of the advertiser: how a national number is read unless the options name another
 * @param now - epoch ms
 */
export function readContact(
  columns: ContactColumns,
  values: readonly string[],
  country: string,
  now: number,
  { source = '', wording = '', dates = 'dmy', country: nationalIn = country }: Omit<ImportOptions, 'columns'> = {},
): Result<Contact, PhoneRefusal> {
  const at = (index: number | undefined) => (index === undefined ? '' : (values[index] ?? ''));
  const phone = readPhone(at(columns.phone), nationalIn);
  if (!phone.ok) return phone;
  const { consentAt, consentSource, consentWording, consentState } = columns;
  const claim = {
    ...{ at: at(consentAt), ...(consentState !== undefined && { state: at(consentState) }) },
    ...{ source: at(consentSource) || source, wording: at(consentWording) || wording },
  };
  // Without a prototype, so that a column named `__proto__` is an attribute and nothing else.
  const attributes = Object.create(null) as Record<string, string>;
  for (const { name, index } of columns.attributes) {
    const value = at(index);
    if (value !== '') attributes[name] = value;
  }
  const consent = isDenied(columns, values, claim, { now, dates })
    ? refused(NOT_GIVEN)
    : readConsent(claim, now, dates);
  return ok({ phone: phone.value, attributes, consent });
}

/** True where a column that is no part of the consent, or the source or wording itself, says no. */
function isDenied(
  { kinds }: ContactColumns,
  values: readonly string[],
  { at, source, wording, state }: ConsentClaim,
  read: Pick<DenialContext, 'now' | 'dates'>,
): boolean {
  if (isNoText(source) || isNoText(wording)) return true;
  const of = { ...read, isClaimed: at !== '' || source !== '' || wording !== '', hasState: state !== undefined };
  // A row may have fewer values than the header has names, or more.
  for (let index = 0; index < Math.max(values.length, kinds.length); index += 1) {
    const kind = index < kinds.length ? kinds[index] : 'other';
    if (kind !== undefined && deniesConsent(kind, values[index] ?? '', of)) return true;
  }
  return false;
}
