// Send windows make every decision depend on the hour, so time is a port: services ask this clock and never
// Date.now(), and a whole stack can be started at a lawful hour.

/** Current time as epoch milliseconds, UTC. */
export abstract class Clock {
  abstract now(): number;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}

/** Runs at normal speed, `offsetMs` away from the machine's clock. */
export class ShiftedClock extends Clock {
  constructor(private readonly offsetMs: number) {
    super();
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }
}

/**
 * Reads `STOPSMS_CLOCK`: `<ISO instant>` starts the clock there when the process starts;
 * `<ISO instant>@<ISO instant>` means "that first instant was when the machine's clock showed the second",
 * so that services started one after the other agree.
 * @throws RangeError naming the part that is not an instant
 */
export function clockFrom(setting: string | undefined): Clock {
  if (!setting) return new SystemClock();
  const [shown = '', anchor] = setting.split('@');
  return new ShiftedClock(instant(shown) - (anchor === undefined ? Date.now() : instant(anchor)));
}

function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) {
    throw new RangeError(`STOPSMS_CLOCK: "${text}" is not an ISO instant such as 2026-11-25T10:00:00Z.`);
  }
  return ms;
}
