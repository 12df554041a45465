import { DateTime } from 'luxon';

// Lists of contacts, opt-outs and complaints are dated by spreadsheets and by people: an instant without an offset is read as
// French clocks show it.

const ZONE = 'Europe/Paris';
/** `25/11/2026`, `25-11-2026`, `25.11.2026`, alone or with `10:30`, `10h30`, `à 10 h 30`, with seconds or without. */
const FRENCH = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[\sT]+(?:à\s+)?(\d{1,2})\s?[:h]\s?(\d{2})(?::(\d{2}))?)?$/;
/** Begins like `2026-11-25`; luxon decides on the rest. */
const ISO = /^\d{4}-\d{2}-\d{2}/;

/** The forms that are read, for whoever wrote another. */
export const WRITTEN_INSTANT_FORMS = '2026-11-25T10:30, or 25/11/2026 10:30 as clocks in Paris show it';

/** Epoch ms; undefined for what is no date, or one before 1970. */
export function writtenInstant(written: string): number | undefined {
  const french = FRENCH.exec(written);
  const [day, , month, year, hour, minute, second] = (french ?? []).slice(1).map((part) => Number(part ?? 0));
  const date = french
    ? DateTime.fromObject({ day, month, year, hour, minute, second }, { zone: ZONE })
    : ISO.test(written)
      ? DateTime.fromISO(written.replace(' ', 'T'), { zone: ZONE })
      : undefined;
  return date?.isValid && date.toMillis() >= 0 ? date.toMillis() : undefined;
}
