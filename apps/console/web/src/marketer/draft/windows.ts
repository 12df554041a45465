export interface Window {
  /** ISO 8601. */
  opensAt: string;
  closesAt: string;
}

const HOUR_MS = 3_600_000;

/** The next full hour that leaves an hour for sending before the window closes, else the next opening. */
export function proposedStart(windows: readonly Window[], now: number): string {
  const nextHour = Math.ceil((now + 1) / HOUR_MS) * HOUR_MS;
  const [window] = windows.filter(({ closesAt }) => Date.parse(closesAt) >= nextHour + HOUR_MS);
  const at = window === undefined ? nextHour : Math.max(nextHour, Date.parse(window.opensAt));
  return new Date(at).toISOString();
}

/** Windows in order, with the days between them on which none opens; days are those of the person's time zone. */
export function withClosedDays(windows: readonly Window[]): (Window | { closedOn: Date })[] {
  let next: Date | undefined;
  return windows.flatMap((window) => {
    const [opens, closed] = [dayOf(new Date(window.opensAt)), [] as { closedOn: Date }[]];
    for (let day = next; day !== undefined && day < opens; day = dayOf(day, 1)) closed.push({ closedOn: day });
    next = dayOf(opens, 1);
    return [...closed, window];
  });
}

/** Midnight of the day, or of a day after it. */
const dayOf = (at: Date, later = 0): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate() + later);
