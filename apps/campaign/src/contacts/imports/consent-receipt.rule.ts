import { type DateForm, writtenInstant } from '@stopsms/kernel';
import { partsOf, plainName, textsOf } from './receipt-fields.rule';
import { phoneOfPrincipal } from './receipt-principal.rule';
import { type GivenEvent, consentOf, purposesOf, restsOnConsent, speaksOfSms } from './receipt-purposes.rule';

// Consent records and receipts of ISO/IEC TS 27560:2023 in JSON. The specification names fields and leaves their nesting open:
// fields are found by name, and what they count for by the objects around them.

const OF_A_RECORD = new Set([
  ...['recordid', 'piiprincipalid', 'receiptid', 'receiptmetadata', 'recordmetadata', 'consentrecord'],
]);

/** True for a record that names its principal or itself as the specification does. */
export const isConsentReceipt = (value: object): boolean =>
  Object.keys(value).some((name) => OF_A_RECORD.has(plainName(name)));

/**
 * A contact with the columns of an import. Its consent is that of the purposes which speak of SMS and rest on consent; each of
 * them must be in force.
 * @param dates - form of the times of events
 */
export function contactOfReceipt(receipt: object, dates: DateForm = 'dmy'): Record<string, string> {
  const { parts, isComplete } = partsOf(receipt);
  const all = (name: string) => parts.flatMap((part) => textsOf(part, name));
  const purposes = purposesOf(parts).filter((purpose) => speaksOfSms(purpose) && restsOnConsent(purpose));
  const given = isComplete
    ? earliest(
        purposes.map((purpose) => consentOf(purpose, dates)),
        dates,
      )
    : undefined;
  const [method = all('service')[0]] = all('collectionmethod');
  const [id = all('receiptid')[0]] = all('recordid');
  return {
    phone: phoneOfPrincipal(parts),
    consent_at: given?.time ?? '',
    consent_source: [method, id && `consent record ${id}`].filter(Boolean).join(', '),
    consent_wording: [...new Set([...purposes.flatMap(({ texts }) => texts), ...all('privacynotice')])].join(' – '),
    consent_state: given?.state ?? 'no',
  };
}

/** The earliest of several consents, one without a readable date before all others; undefined unless all are given. */
function earliest(consents: (GivenEvent | undefined)[], dates: DateForm): GivenEvent | undefined {
  const given = consents.filter((consent) => consent !== undefined);
  if (given.length < consents.length) return undefined;
  const at = ({ time }: GivenEvent) => writtenInstant(time, dates) ?? -Infinity;
  return given.reduce<GivenEvent | undefined>(
    (first, each) => (first && at(first) <= at(each) ? first : each),
    undefined,
  );
}
