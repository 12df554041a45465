import {
  DATE_FORMS,
  beginsWithNo,
  denialWords,
  isAgreementHeader,
  isConsentGiven,
  isConsentHeader,
  isExpiryHeader,
  isMetadata,
  isNoAlone,
  isNotLeft,
  isNumberOf,
  isOfOtherChannel,
  isOff,
  isOptOutHeader,
  isOptOutTerm,
  isRefusal,
  isTopicHeader,
  namesSms,
  namesState,
  readMark,
  type DateForm,
  writtenInstant,
} from '@stopsms/kernel';

// A row that claims a consent may deny it in a column that is none of the consent's parts: `Optin` = non, `opted_out` = 1, a comment
// STOP. A consent is taken only where nothing in its row denies it.

/**
 * Column that may deny the consent of its row. `consent`: only a yes or a date leaves it; `agreement` and `state`: a no denies it;
 * `opt-out`: anything but a no denies it; `expiry`: a past date denies it; `number`: a yes denies it; `exempt`: nothing does; `other`: a value that as a whole says stop.
 */
export type ColumnKind = 'consent' | 'agreement' | 'state' | 'opt-out' | 'expiry' | 'number' | 'other' | 'exempt';

/** @param header - as written, so that `optedOut` is two words */
export function columnKind(header: string): ColumnKind {
  const words = denialWords(header);
  if (words.length === 0) return 'other';
  if (isOfOtherChannel(words) || isMetadata(words)) return 'exempt';
  if (isOptOutHeader(words)) return 'opt-out';
  if (isExpiryHeader(words)) return 'expiry';
  if (isNumberOf(words)) return 'number';
  if (isConsentHeader(words)) return 'consent';
  if (isTopicHeader(words) && namesState(words) && !namesSms(words)) return 'state';
  return isTopicHeader(words) || isAgreementHeader(words) ? 'agreement' : 'other';
}

/** Row that a value is in. */
export interface DenialContext {
  /** The row has a part of a consent. */
  isClaimed: boolean;
  /** A column of the file says whether the person agreed: a blank or unknown mark beside it denies nothing. */
  hasState: boolean;
  /** Epoch ms. */
  now: number;
  dates: DateForm;
}

/** True where a value says that the person did not agree, or no longer does. */
export function deniesConsent(kind: ColumnKind, value: string, of: DenialContext): boolean {
  switch (kind) {
    case 'consent':
      if (isBlank(value)) return of.isClaimed && !of.hasState;
      return of.hasState ? saysNo(value) : !isConsentGiven(value) && !isDate(value);
    case 'agreement':
      return saysNo(value);
    case 'state':
      return isRefusal(value);
    case 'opt-out':
      return !isBlank(value) && !isNoOptOut(value);
    case 'expiry':
      return !isNoDate(value) && (writtenInstant(value, of.dates) ?? writtenInstant(value) ?? of.now) < of.now;
    case 'number':
      return readMark(value) === 'yes';
    case 'other':
      return isOptOutTerm(value);
    case 'exempt':
      return false;
  }
}

const saysNo = (value: string): boolean =>
  !isConsentGiven(value) && (isRefusal(value) || beginsWithNo(value) || isOff(value));
const isNoOptOut = (value: string): boolean =>
  readMark(value) === 'no' || isNoAlone(value) || isNotLeft(value) || isNoDate(value) || LINK.test(value);

const BLANK = /^[-–—\s]*$|^(?:n\/?a|null|nil|none|undefined|#n\/a)$/i;
const isBlank = (value: string): boolean => BLANK.test(value);
const LINK = /^(?:https?:\/\/|mailto:)/i;
/** Dates with which programs write that there is none. */
const NO_DATE =
  /^(?:[0\s:/.,TZ+-]+|(?:0001|1970)-01-01\b.*|01[/.-]01[/.-](?:0001|1970)\b.*|1899-12-30\b.*|1900-01-0[01]\b.*)$/;
const isNoDate = (value: string): boolean => NO_DATE.test(value);
const isDate = (value: string): boolean =>
  !isNoDate(value) && DATE_FORMS.some((form) => writtenInstant(value, form) !== undefined);
