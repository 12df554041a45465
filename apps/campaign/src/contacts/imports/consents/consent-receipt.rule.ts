import { type DateForm, writtenInstant } from '@stopsms/kernel';
import { DateTime, Duration } from 'luxon';
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
  const expires = given && expiryOf(given, all, dates);
  const [method = all('service')[0]] = all('collectionmethod');
  const [id = all('receiptid')[0]] = all('recordid');
  return {
    phone: phoneOfPrincipal(parts),
    consent_at: given?.time ?? '',
    consent_source: [method, id && `consent record ${id}`].filter(Boolean).join(', '),
    consent_wording: [...new Set([...purposes.flatMap(({ texts }) => texts), ...all('privacynotice')])].join(' – '),
    consent_state: expires === 'unreadable' ? 'no' : (given?.state ?? 'no'),
    ...(expires !== undefined && expires !== 'unreadable' && { consent_expires_at: expires }),
  };
}

const VALIDITY = ['validityduration', 'validityperiod', 'validuntil'];

/**
 * Instant at which a consent ends, by the shortest of the validities that the record names: an ISO 8601 duration since the consent,
 * or a date. One that cannot be read may have passed.
 */
function expiryOf(
  { time }: GivenEvent,
  all: (name: string) => string[],
  dates: DateForm,
): string | 'unreadable' | undefined {
  const from = writtenInstant(time, dates);
  const ends = VALIDITY.flatMap(all).map((validity) => {
    const duration = Duration.fromISO(validity);
    if (!duration.isValid) return writtenInstant(validity, dates);
    return from === undefined ? undefined : DateTime.fromMillis(from).plus(duration).toMillis();
  });
  if (ends.length === 0) return undefined;
  const known = ends.filter((end) => end !== undefined);
  const end = DateTime.fromMillis(Math.min(...known))
    .toUTC()
    .toISO();
  return known.length < ends.length || end === null ? 'unreadable' : end;
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
