import { type Phone, type PhoneRefusal, type Result, deniesInText, ok, readPhone, refused } from '@stopsms/kernel';
import { type ContactColumns, shownName } from './contact-columns.rule';
import { type DenialContext, deniesConsent } from './consents/denials.rule';
import type { ImportOptions } from './import-options';
import {
  type ConsentClaim,
  type ConsentWarning,
  NOT_GIVEN,
  type ReadConsent,
  readConsent,
} from './consents/read-consent.rule';

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
  const denial = findDenial(columns, values, claim, { now, dates });
  const consent = denial === undefined ? readConsent(claim, now, dates) : refused(denial);
  return ok({ phone: phone.value, attributes, consent });
}

/** Finds the refusal in a row: in a column outside of the consent, or in the source or wording itself. */
function findDenial(
  { kinds, attributes }: ContactColumns,
  values: readonly string[],
  { at, source, wording, state }: ConsentClaim,
  read: Pick<DenialContext, 'now' | 'dates'>,
): ConsentWarning | undefined {
  if (deniesInText(source)) return deniedBy('The source of the consent');
  if (deniesInText(wording)) return deniedBy('The wording of the consent');
  const of = { ...read, isClaimed: at !== '' || source !== '' || wording !== '', hasState: state !== undefined };
  // A row may have fewer values than the header has names, or more.
  for (let index = 0; index < Math.max(values.length, kinds.length); index += 1) {
    const kind = index < kinds.length ? kinds[index] : 'other';
    if (kind === undefined || !deniesConsent(kind, values[index] ?? '', of)) continue;
    const name = attributes.find((attribute) => attribute.index === index)?.name;
    return deniedBy(name === undefined ? `Column ${index + 1}` : `"${shownName(name)}"`);
  }
  return undefined;
}

const deniedBy = (what: string): ConsentWarning => ({
  ...NOT_GIVEN,
  detail: `${what} does not say that the person agreed, or says that they no longer do. Correct it if they did.`,
});
