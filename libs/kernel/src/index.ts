export { ALL_ADVERTISERS } from './all-advertisers';
export { type CertificateOf, certificateFault } from './certificate-fault';
export { CannotStart } from './cannot-start';
export { Clock, ShiftedClock, SystemClock, clockFrom } from './clock';
export { Ed25519Signer } from './ed25519-signer';
export { FNV_PRIME, fnv1a } from './fnv1a';
export { deterministicId } from './ids';
export { IndexSet } from './index-set';
export { MAX_DAY, MAX_INSTANT, MIN_DAY, MIN_INSTANT, isInstant } from './instant';
export { maskLogLine, maskMsisdn } from './mask';
export { maskNumbers } from './mask-numbers';
export { type Meaning, isPlainNo, isStop, readMark, readReply, wordsOf } from './opt-out-words';
export { Pseudonyms } from './pseudonyms';
export {
  RECIPIENT_KEY_PATTERN,
  RecipientKeys,
  UnknownGeneration,
  generationOf,
  lastCharactersBefore,
  recipientKeyBytes,
  recipientKeyFrom,
} from './recipient-key';
export { Latest } from './latest';
export { RecentlyUsed } from './recently-used';
export { nearestFolder } from './nearest-folder';
export { readWeights } from './read-weights';
export { LINK_SHORTENERS } from './link-shorteners';
export { type Result, ok, refused } from './result';
export { comparableText } from './sms/comparable-text';
export { SEALED_PATTERN, SecretSeal } from './secret-seal';
export { isSecretOf } from './is-secret-of';
export { isStorableJson, isStorableText, storableText } from './storable-text';
export { isSampled, traceparentFrom } from './trace';
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
export { dayOf } from './utc-day';
export { UUID, isUuid } from './uuid';
export { VENDOR_NAMES, type VendorName } from './vendor-names';
export {
  SIGNATURE_HEADER,
  SIGNATURE_WINDOW_S,
  type SignatureRefusal,
  type WebhookSignature,
  isSignedBy,
  readWebhookSignature,
} from './webhook-signature';
export {
  DATE_FORMS,
  DATE_FORM_EXAMPLES,
  type DateForm,
  WRITTEN_INSTANT_FORMS,
  writtenInstant,
} from './written-instant';
export { withoutLineEnds } from './line-ends';
