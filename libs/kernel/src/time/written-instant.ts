import { DateTime } from 'luxon';
import { isInstant } from './instant';
import { RecentlyUsed } from '../collections/recently-used';

// Lists of contacts, opt-outs and complaints are dated by spreadsheets and by people: an instant without an offset is read as
// French clocks show it.

const ZONE = 'Europe/Paris';
/** `25/11/2026`, `25-11-2026`, `25.11.2026`, as spreadsheets show it also `25/11/26`, alone or with `10:30`, `10h30`, `à 10 h 30`, with seconds or without. */
const FRENCH =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=\/)\d{2})(?:[\sT]+(?:à\s+)?(\d{1,2})\s?[:h]\s?(\d{2})(?::(\d{2}))?)?$/;
/** Begins like `2026-11-25`; luxon decides on the rest. */
const ISO = /^\d{4}-\d{2}-\d{2}/;

/** Accepted forms, for messages about another one. */
export const WRITTEN_INSTANT_FORMS = '2026-11-25T10:30, or 25/11/2026 10:30 as clocks in Paris show it';

/**
 * Form of the dates of a file, where its writer names one: `dmy` for 25/11/2026, `mdy` for 11/25/2026, `epoch` for seconds or milliseconds
 * since 1970. ISO dates are read under the first two as well.
 */
export const DATE_FORMS = ['dmy', 'mdy', 'epoch'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/** Forms of each, for messages about another one. */
export const DATE_FORM_EXAMPLES: Record<DateForm, string> = {
  dmy: WRITTEN_INSTANT_FORMS,
  mdy: '2026-11-25T10:30, or 11/25/2026 10:30 as clocks in Paris show it',
  epoch: '1795599000, the seconds since 1970, or 1795599000000, the milliseconds',
};
/** Seconds since 1970 have fewer digits until 2286, milliseconds since September 2001 more. */
const EPOCH = /^\d{9,10}$|^\d{12,13}$/;
const MAX_SECONDS_DIGITS = 10;

/** Instant as programs write it. Its offset makes it unambiguous, and the engine parses it in a hundredth of the time. */
const WITH_OFFSET =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Lists repeat their dates, and to read one by the clocks of a zone takes a while. */
const known = new RecentlyUsed<number | undefined>(1_000);
/** Maximum length of a cached text. */
const MAX_REMEMBERED_LENGTH = 40;

/** Epoch ms; undefined for an invalid date or one outside of the accepted instants. */
export function writtenInstant(written: string, form: DateForm = 'dmy'): number | undefined {
  if (form === 'epoch') return byEpoch(written);
  const [, year, month, day] = WITH_OFFSET.exec(written) ?? [];
  if (year !== undefined && isDay(Number(year), Number(month), Number(day))) return within(Date.parse(written));
  if (written.length > MAX_REMEMBERED_LENGTH) return byZone(written, form);
  return known.get(form === 'dmy' ? written : `${form} ${written}`, () => byZone(written, form));
}

function byEpoch(written: string): number | undefined {
  if (!EPOCH.test(written)) return undefined;
  return within(Number(written) * (written.length > MAX_SECONDS_DIGITS ? 1 : 1_000));
}

function byZone(written: string, form: DateForm): number | undefined {
  const french = FRENCH.exec(written);
  const [first, , second, year, hour, minute, seconds] = (french ?? []).slice(1).map((part) => Number(part ?? 0));
  const [day, month] = form === 'mdy' ? [second, first] : [first, second];
  const date = french
    ? DateTime.fromObject({ day, month, year: fullYear(year), hour, minute, second: seconds }, { zone: ZONE })
    : ISO.test(written)
      ? DateTime.fromISO(written.replace(' ', 'T'), { zone: ZONE })
      : undefined;
  return date?.isValid ? within(date.toMillis()) : undefined;
}

/** Completes a year of two digits: consents and opt-outs are not older than 2000. */
const fullYear = (year = 0): number => (year < 100 ? 2_000 + year : year);

/** Not 30 February, which the engine takes for 2 March. */
const isDay = (year: number, month: number, day: number): boolean => day <= new Date(year, month, 0).getDate();

const within = (at: number): number | undefined => (isInstant(at) ? at : undefined);
