import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { type DigitGroup, digitGroups } from './digit-groups';

const HIDDEN = '<number>';

/** No country has more digits, with `00` before them. */
const MAX_DIGITS = 17;
const INTERNATIONAL = { min: 8, max: 15 };
/** France's own: with its code, `(0)` beside it, or the national zero. */
const FRENCH = /^(?:(?:00)?330?|0)[1-9]\d{8}$/;
/** National, where the zero was left out, as spreadsheets do. */
const FRENCH_MOBILE_WITHOUT_ZERO = /^[67]\d{8}$/;
/** National numbers of other countries. */
const NATIONAL = /^0[1-9]\d{8,11}$/;
/** Combining mark of a digit drawn as a key. */
const MARK = /\p{M}/u;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** Limits the lookups of numbering plans for one text. */
interface Budget {
  checks: number;
}
const MAX_CHECKS = 200;

/** Returns true once the budget is used up. */
const isNumberAbroad = (digits: string, budget: Budget): boolean =>
  (budget.checks -= 1) < 0 || isValidPhoneNumber(`+${digits}`);

/**
 * Replaces every phone number in what a person wrote by `<number>`, whatever the digits and separators it is spelled with. Dates,
 * prices and short numbers stay. Takes linear time. For lines of a log, which are no prose: `maskLogLine`.
 */
export function maskNumbers(text: string): string {
  const ids = [...text.matchAll(UUID)].map(({ index }) => index);
  const groups = digitGroups(text);
  const budget: Budget = { checks: MAX_CHECKS };
  let masked = '';
  let done = 0;
  for (let at = 0; at < groups.length;) {
    const { start } = groups[at] as DigitGroup;
    while ((ids[0] ?? Infinity) + 36 <= start) ids.shift();
    const isId = (ids[0] ?? Infinity) <= start;
    const plus = isId ? -1 : plusBefore(text, start, done);
    const next = isId ? at + 1 : plus >= 0 ? at : endOfDate(text, groups, at, budget);
    if (next > at) {
      at = next;
      continue;
    }
    const last = endOfNumber(groups, at, plus >= 0, budget);
    if (last < at) {
      at += 1;
      continue;
    }
    masked += text.slice(done, plus >= 0 ? plus : start) + HIDDEN;
    done = (groups[last] as DigitGroup).end;
    while (MARK.test(text[done] ?? '')) done += 1;
    at = last + 1;
  }
  return masked + text.slice(done);
}

/** Returns the index of the `+` of a number; -1 without one. */
function plusBefore(text: string, start: number, from: number): number {
  for (let at = start - 1; at >= Math.max(from, start - 3); at -= 1) {
    const character = text[at] ?? '';
    if (character === '+' || character === '＋' || character === '﹢') return at;
    if (!/[\s([\u200b-\u200f\u2060]/u.test(character)) return -1;
  }
  return -1;
}

/** The last group of it and of those that begin inside of it: a figure before a number may be read as its first digits. */
function endOfNumber(groups: readonly DigitGroup[], first: number, hasPlus: boolean, budget: Budget): number {
  let last = lastOfNumber(groups, first, hasPlus, budget);
  // Two numbers beside each other are two.
  if (last < first || lastOfNumber(groups, last + 1, false, budget) > last) return last;
  for (let at = first + 1; at <= Math.min(last, first + MAX_DIGITS); at += 1) {
    last = Math.max(last, lastOfNumber(groups, at, false, budget));
  }
  return last;
}

/** The last group of the number that begins with this one; -1 where none does. */
function lastOfNumber(groups: readonly DigitGroup[], first: number, hasPlus: boolean, budget: Budget): number {
  const own = groups[first]?.digits ?? '';
  if (own === '') return -1;
  if (own.length > MAX_DIGITS) return first;
  const ends: { at: number; digits: string }[] = [];
  let digits = '';
  for (let at = first; at < groups.length; at += 1) {
    const group = groups[at] as DigitGroup;
    if (at > first && !group.isJoined) break;
    digits += group.digits;
    if (digits.length > MAX_DIGITS) break;
    ends.push({ at, digits });
  }
  const longest = (is: (digits: string) => boolean) => ends.findLast((end) => is(end.digits))?.at;
  const { min, max } = INTERNATIONAL;
  const isSpelledOut = ends.every((end, n) => end.digits.length === n + 1);
  const isLong = ({ length }: string, code = 0) => length >= min + code && length <= max + code;
  return (
    longest((each) => FRENCH.test(each)) ??
    (hasPlus ? longest((each) => isLong(each)) : undefined) ??
    (own.startsWith('00') || isSpelledOut ? longest((each) => each.startsWith('00') && isLong(each, 2)) : undefined) ??
    longest((each) => FRENCH_MOBILE_WITHOUT_ZERO.test(each)) ??
    longest((each) => own.length > 1 && NATIONAL.test(each)) ??
    longest((each) => each.length >= 10 && each.length <= max && isNumberAbroad(each, budget)) ??
    -1
  );
}

const between = (text: string, one: DigitGroup | undefined, other: DigitGroup | undefined): string | undefined =>
  one && other?.isJoined ? text.slice(one.end, other.start) : undefined;
const isIn = (group: DigitGroup | undefined, least: number, most: number): boolean =>
  group !== undefined && group.digits.length <= 4 && Number(group.digits) >= least && Number(group.digits) <= most;

/** The group behind a date or a time that begins here; the same group where none does. */
function endOfDate(text: string, groups: readonly DigitGroup[], at: number, budget: Budget): number {
  const [one, two, three] = [groups[at], groups[at + 1], groups[at + 2]];
  const separator = between(text, one, two);
  // A number may be typed with colons too.
  if (separator === ':') return lastOfNumber(groups, at, false, budget) >= at ? at : endOfTime(text, groups, at);
  if (separator === undefined || !/^[/.-]$/.test(separator) || between(text, two, three) !== separator) return at;
  const isDayFirst = isIn(one, 1, 31) && isIn(two, 1, 12);
  const hasYear = isDayFirst && three?.digits.length === 4 && isIn(three, 1900, 2099);
  const isYearFirst = one?.digits.length === 4 && isIn(one, 1900, 2099) && isIn(two, 1, 12) && isIn(three, 1, 31);
  const isShort = isDayFirst && three?.digits.length === 2;
  const time = lastOfNumber(groups, at + 3, false, budget) > at + 2 ? at + 3 : endOfTime(text, groups, at + 3);
  const goesOn = between(text, three, groups[at + 3]) === separator;
  if (goesOn || !(hasYear || isYearFirst || (isShort && time > at + 3))) return at;
  return time;
}

function endOfTime(text: string, groups: readonly DigitGroup[], at: number): number {
  const [hour, minute, second, rest] = groups.slice(at, at + 4);
  if (between(text, hour, minute) !== ':' || !isIn(hour, 0, 23) || minute?.digits.length !== 2 || !isIn(minute, 0, 59))
    return at;
  if (between(text, minute, second) !== ':') return at + 2;
  if (second?.digits.length !== 2 || !isIn(second, 0, 59)) return at;
  return between(text, second, rest) === '.' ? at + 4 : at + 3;
}
