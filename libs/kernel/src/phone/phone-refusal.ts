/** Reasons why an input is no number that can be texted, one line each. A retired code is never reused. */
export const PHONE_REFUSALS = {
  PHONE_EMPTY: 'The number is missing.',
  PHONE_NOT_A_NUMBER: 'This is not a phone number, or its range is not assigned to any operator.',
  PHONE_TOO_SHORT: 'The number has too few digits for its country.',
  PHONE_TOO_LONG: 'The number has too many digits for its country.',
  PHONE_LANDLINE: 'The number is a landline.',
  PHONE_NOT_MOBILE:
    'The number is not a mobile number: VoIP, premium-rate, toll-free, machine-to-machine, satellite or short code.',
  PHONE_EXCEL_MANGLED: 'A spreadsheet rounded the number and lost some of its digits.',
  PHONE_UNKNOWN_COUNTRY: 'The country or its calling code is unknown.',
} as const;

export type PhoneRefusalCode = keyof typeof PHONE_REFUSALS;

/** `detail` says what was wrong and what to send instead; it never repeats the number, so it may be logged. */
export interface PhoneRefusal {
  code: PhoneRefusalCode;
  detail: string;
}
