import { PHONE_REFUSALS, type PhoneRefusalCode } from '@stopsms/kernel';
import { type ProblemKind, kinds } from './problem-kind';

const EXAMPLES: Partial<Record<PhoneRefusalCode, string>> = {
  PHONE_EMPTY: 'No number is given. Send E.164, e.g. +33639980012.',
  PHONE_TOO_SHORT: '6 digits, 10 needed in FR. Send E.164, e.g. +33639980012.',
  PHONE_LANDLINE: 'The number is a landline, which receives no SMS. Send a mobile number.',
};

/** Problems of a phone number; refused rows of a file have the same codes. */
export const phone = kinds(
  Object.fromEntries(
    Object.entries(PHONE_REFUSALS).map(([code, title]): [string, ProblemKind] => {
      const detail = `phone: ${EXAMPLES[code as PhoneRefusalCode] ?? title}`;
      const errors = [{ in: 'body', pointer: '/phone', detail }];
      return [code, { status: 400, title: title.replace(/\.$/, ''), detail, errors }];
    }),
  ) as Record<PhoneRefusalCode, ProblemKind>,
);
