export { ALL_ADVERTISERS } from './all-advertisers';
export { isNetwork, liesIn, networkOf } from './addresses';
export { type CertificateOf, certificateFault } from './secrets/certificate-fault';
export { CannotStart } from './cannot-start';
export { Clock, ShiftedClock, SystemClock, clockFrom } from './time/clock';
export { Ed25519Signer } from './secrets/ed25519-signer';
export { FNV_PRIME, fnv1a } from './collections/fnv1a';
export { deterministicId } from './ids';
export { IndexSet } from './collections/index-set';
export { MAX_DAY, MAX_INSTANT, MIN_DAY, MIN_INSTANT, isInstant } from './time/instant';
export { maskLogLine, maskMsisdn } from './masking/mask';
export { maskNumbers } from './masking/mask-numbers';
export { GIVEN, isConsentGiven, plainTerm } from './consent/consent-states';
export {
  beginsWithNo,
  denialWords,
  deniesInText,
  isAgreementHeader,
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
} from './consent/denial-words';
export { excludesSms, namesSmsTerm } from './consent/sms-terms';
export { type Meaning, isPlainNo, isStop, readMark, readReply, wordsOf } from './opt-out-words';
export { Pseudonyms } from './pseudonyms/pseudonyms';
export {
  RECIPIENT_KEY_PATTERN,
  RecipientKeys,
  UnknownGeneration,
  generationOf,
  lastCharactersBefore,
  recipientKeyBytes,
  recipientKeyFrom,
} from './pseudonyms/recipient-key';
export { Latest } from './collections/latest';
export { RecentlyUsed } from './collections/recently-used';
export { nearestFolder } from './nearest-folder';
export { readWeights } from './read-weights';
export { LINK_SHORTENERS } from './link-shorteners';
export { type Result, ok, refused } from './result';
export { comparableText } from './sms/comparable-text';
export { SEALED_PATTERN, SecretSeal } from './secrets/secret-seal';
export { isSecretOf } from './secrets/is-secret-of';
export { isStorableJson, isStorableText, storableText } from './storable-text';
export { isSampled, traceIdOf, traceparentFrom } from './trace';
export { GSM7_BASIC, GSM7_ESCAPE, GSM7_EXTENSION, septetsAt } from './sms/gsm-7';
export { type Segments, type SmsEncoding, segment } from './sms/segment';
export { SENDER_NAME, SENDER_NAME_FORM, isSenderName, symbolsOf } from './sms/sender-name';
export { PHONE_REFUSALS, type PhoneRefusal, type PhoneRefusalCode } from './phone/phone-refusal';
export { isFictionNumber } from './phone/fiction-range';
export { type Phone, readPhone } from './phone/read-phone';
export { areaCodeZones } from './phone/area-code-zones';
export { countryOfRegion } from './phone/country-of-region';
export { isOutdated } from './phone/outdated-zones';
export { timeZonesOf } from './phone/time-zones';
export { dayOf } from './time/utc-day';
export { UUID, isUuid } from './uuid';
export { VENDOR_NAMES, type VendorName } from './vendor-names';
export {
  SIGNATURE_HEADER,
  SIGNATURE_WINDOW_S,
  type SignatureRefusal,
  type WebhookSignature,
  isSignedBy,
  readWebhookSignature,
} from './secrets/webhook-signature';
export {
  DATE_FORMS,
  DATE_FORM_EXAMPLES,
  type DateForm,
  WRITTEN_INSTANT_FORMS,
  writtenInstant,
} from './time/written-instant';
export { withoutLineEnds } from './line-ends';
