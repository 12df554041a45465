// A phone number in a log line is a leak, whoever wrote the line: run every line through this before it is written.

/** `+`, `00`, a French `0`, or 33 and a mobile, then 8 to 15 digits, with the separators people type between them. */
const PHONE_LIKE =
  /(?<![\w-])(?:(?:\+|00|0)\d(?:[ .\u00a0\u202f-]?\d){7,14}|33[ .\u00a0\u202f]?[67](?:[ .\u00a0\u202f-]?\d){8})(?![\w-])/g;

/**
 * Replaces every run that looks like a phone number by `<number>`, in a line that a program wrote: ids, instants and lists of figures
 * stay, and so may an odd spelling. What a person wrote goes through `maskNumbers`.
 */
export function maskLogLine(line: string): string {
  return line.replace(PHONE_LIKE, '<number>');
}

const SHOWN_FIRST = 4;
const SHOWN_LAST = 2;

/**
 * A number as lists show it: enough for whoever knows it to find it again, too little to call it.
 * @param msisdn - E.164
 * @returns e.g. `+336••••••12`
 */
export function maskMsisdn(msisdn: string): string {
  const hidden = Math.max(0, msisdn.length - SHOWN_FIRST - SHOWN_LAST);
  return msisdn.slice(0, SHOWN_FIRST) + '•'.repeat(hidden) + msisdn.slice(SHOWN_FIRST + hidden);
}
