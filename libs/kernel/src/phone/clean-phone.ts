import { type Result, ok, refused } from '../result';
import type { PhoneRefusal } from './phone-refusal';

// People and spreadsheets write a number in many ways; here each way becomes the digits to dial, or a reason why not.

/** Input without decoration. */
export interface DialledNumber {
  digits: string;
  /** True when the digits begin with a country's calling code. */
  international: boolean;
}

/** Zero-width characters, direction marks, byte order marks, soft hyphens. */
const INVISIBLE = /\p{Cf}/gu;
/** The marks by which Excel keeps a number as text: `'0612…`, `="0612…"`. */
const TEXT_MARKS = /^(?:=\s*)?(?:["'’]\s*)?|(?<!\s)\s*["'’]$/g;
/** `6,12E+08`, `3.36e10`: a spreadsheet's rounded notation. */
const SCIENTIFIC = /^\d+(?:[.,]\d+)?e\+?\d+$/i;
/** A leading `+`, perhaps in parentheses, then digits with spaces, dots, dashes, slashes or parentheses. */
const DIALLABLE = /^(?:\(?\s*\+)?[\d\s().,/\p{Pd}\u2212]*$/u;
/** The national prefix that some write inside an international number: `+33 (0)6`. */
const TRUNK_IN_PARENTHESES = /\(\s*0\s*\)/;

/** Number in stored form, which needs no cleaning. */
const E164 = /^\+[1-9]\d{6,14}$/;

const MAX_INPUT_LENGTH = 64;

export function cleanPhone(input: string): Result<DialledNumber, PhoneRefusal> {
  if (E164.test(input)) return ok({ digits: input.slice(1), international: true });
  const written = input
    .slice(0, MAX_INPUT_LENGTH)
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .trim()
    .replace(TEXT_MARKS, '');
  if (written === '') {
    return refused({ code: 'PHONE_EMPTY', detail: 'No number is given. Send E.164, e.g. +33639980012.' });
  }
  if (SCIENTIFIC.test(written)) {
    return refused({
      code: 'PHONE_EXCEL_MANGLED',
      detail:
        'A spreadsheet rounded the number to scientific notation and its last digits are lost. Format the column as text, fill it again from the source, and export again.',
    });
  }
  if (!DIALLABLE.test(written) || !/\d/.test(written)) {
    return refused({
      code: 'PHONE_NOT_A_NUMBER',
      detail: 'The input holds characters that no phone number has. Send digits alone, in E.164, e.g. +33639980012.',
    });
  }
  if (input.length > MAX_INPUT_LENGTH) {
    return refused({ code: 'PHONE_TOO_LONG', detail: 'The input is far too long. Send one number in E.164.' });
  }
  return ok(dialled(written));
}

function dialled(written: string): DialledNumber {
  const international = written.includes('+') || /^[\s(]*00/.test(written);
  if (!international) return { digits: written.replace(/\D/g, ''), international };
  const digits = written.replace(TRUNK_IN_PARENTHESES, '').replace(/\D/g, '').replace(/^00/, '');
  return { digits, international };
}
