import { type CountryCode, type NumberType, validatePhoneNumberLength } from 'libphonenumber-js/max';
import type { DialledNumber } from './clean-phone';
import type { PhoneRefusal } from './phone-refusal';

type NotTextable = NonNullable<NumberType> | 'SHORT_CODE' | 'MACHINE' | 'NO_COUNTRY';

const KINDS: Partial<Record<NotTextable, string>> = {
  VOIP: 'a VoIP number',
  PREMIUM_RATE: 'a premium-rate number',
  SHARED_COST: 'a shared-cost number',
  TOLL_FREE: 'a toll-free number',
  PERSONAL_NUMBER: 'a personal number that forwards elsewhere',
  PAGER: 'a pager',
  UAN: 'a company access number',
  VOICEMAIL: 'a voice mailbox',
  SHORT_CODE: 'a short code',
  MACHINE: 'a machine-to-machine number',
  NO_COUNTRY: 'a satellite or international service number',
};

/** The refusal of a well-formed number that is not a mobile one. */
export function typeRefusal(type: NotTextable): PhoneRefusal {
  if (type === 'FIXED_LINE') {
    return {
      code: 'PHONE_LANDLINE',
      detail: 'The number is a landline, which receives no SMS. Send a mobile number.',
    };
  }
  return {
    code: 'PHONE_NOT_MOBILE',
    detail: `The number is ${KINDS[type] ?? 'not a mobile number'}. Send the person's mobile number in E.164.`,
  };
}

/** The French national form has 10 digits with its leading 0, 9 when a spreadsheet ate it. */
const FRENCH_DIGITS = 10;

/** The refusal of digits that are no number of the plan they were read with. */
export function lengthRefusal({ digits, international }: DialledNumber, home: CountryCode): PhoneRefusal {
  if (!international && home === 'FR') {
    const missing = FRENCH_DIGITS - digits.length - (digits.startsWith('0') ? 0 : 1);
    if (missing !== 0) return wrongLength(missing > 0, `${digits.length} digits, ${FRENCH_DIGITS} needed in FR`);
  }
  switch (validatePhoneNumberLength(international ? `+${digits}` : digits, home)) {
    case 'INVALID_COUNTRY':
      return {
        code: 'PHONE_UNKNOWN_COUNTRY',
        detail: 'The number begins with no known calling code. Send E.164, e.g. +33639980012.',
      };
    case 'TOO_SHORT':
      return wrongLength(true, `${digits.length} digits are too few`);
    case 'TOO_LONG':
      return wrongLength(false, `${digits.length} digits are too many`);
    default:
      return {
        code: 'PHONE_NOT_A_NUMBER',
        detail: `No operator has this range${international ? '' : ` in ${home}`}. Check the number and send E.164, e.g. +33639980012.`,
      };
  }
}

function wrongLength(tooShort: boolean, found: string): PhoneRefusal {
  return {
    code: tooShort ? 'PHONE_TOO_SHORT' : 'PHONE_TOO_LONG',
    detail: `The number is not complete or not one number: ${found}. Send E.164, e.g. +33639980012.`,
  };
}
