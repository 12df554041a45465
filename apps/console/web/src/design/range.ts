const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const isDay = (day: string | undefined): day is string =>
  day !== undefined && DAY.test(day) && !Number.isNaN(Date.parse(day));

/** Midnight of the person's own time zone, some days later. */
function midnight(day: string, later = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

/** Period of two days, both included; a day that is none, or an end before the beginning, is left out. */
export function rangeOf(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  const [first, last] = [isDay(from) ? from : undefined, isDay(to) ? to : undefined];
  if (first !== undefined && last !== undefined && last < first) return { from: midnight(first) };
  return { ...(first && { from: midnight(first) }), ...(last && { to: midnight(last, 1) }) };
}
