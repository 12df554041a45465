import { type Phone, type PhoneRefusal, type Result, ok, readPhone } from '@stopsms/kernel';
import type { ContactColumns } from './contact-columns.rule';
import type { ImportOptions } from './import-options';
import { type ReadConsent, readConsent } from './read-consent.rule';

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
  return ok({ phone: phone.value, attributes, consent: readConsent(claim, now, dates) });
}
