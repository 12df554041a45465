/** @param language - fr or en; @param timeZone - where the person is, by default what the browser says */
export function formatsOf(language: string, timeZone?: string) {
  const locale = language === 'en' ? 'en-GB' : 'fr-FR';
  const zone = timeZone === undefined ? {} : { timeZone };
  const whole = once(() => new Intl.NumberFormat(locale));
  const percent = once(
    () => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  );
  const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone }));
  const named = once(
    () => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', ...zone }),
  );
  const minute = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone }));
  const second = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', ...zone }));
  const zoned = once(
    () =>
      new Intl.DateTimeFormat(locale, {
        ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
        ...{ timeZoneName: 'short', ...zone },
      }),
  );
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone }));
  const regions = once(() => new Intl.DisplayNames(locale, { type: 'region' }));
  type Instant = string | number | Date;
  return {
    number: (value: number) => whole().format(value),
    /** @param part - of `of`; a share of nothing is a dash */
    share: (part: number, of: number) => (of === 0 ? '–' : percent().format(part / of)),
    date: (at: Instant) => day().format(new Date(at)),
    weekday: (at: Instant) => named().format(new Date(at)),
    dateTime: (at: Instant) => minute().format(new Date(at)),
    /** Date and time with the zone, for comparison with clocks elsewhere. */
    dateTimeZone: (at: Instant) => zoned().format(new Date(at)),
    /** Date and time to the second, for evidence, where the order of events counts. */
    dateTimeSeconds: (at: Instant) => second().format(new Date(at)),
    /** @param code - ISO 3166-1 alpha-2 */
    region: (code: string) => (/^[A-Z]{2}$/.test(code) ? (regions().of(code) ?? code) : code),
    time: (at: Instant) => time().format(new Date(at)),
    /** @param amount - a decimal as the service writes it, `"12.40"`; @param currency - ISO 4217 */
    money: (amount: string, currency: string) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount)),
  };
}

/** Created on first use: each takes a browser milliseconds. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
