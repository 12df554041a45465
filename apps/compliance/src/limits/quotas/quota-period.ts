// Days and months of quotas are UTC: an advertiser writes to people in many time zones and its own country may have
// several, so any other would be a guess. In Europe midnight UTC lies where no advert may leave.

export const PERIODS = ['day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Instants are epoch ms; `endsAt` excluded. */
export interface QuotaPeriod {
  period: Period;
  /** ISO date, UTC. */
  startsOn: string;
  startsAt: number;
  endsAt: number;
}

/** The day and the month in which an instant lies, in the order of `PERIODS`. @param at - epoch ms */
export function periodsAt(at: number): QuotaPeriod[] {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return [
    quotaPeriod('day', Date.UTC(year, month, day), Date.UTC(year, month, day + 1)),
    quotaPeriod('month', Date.UTC(year, month), Date.UTC(year, month + 1)),
  ];
}

const quotaPeriod = (period: Period, startsAt: number, endsAt: number): QuotaPeriod => ({
  period,
  startsOn: new Date(startsAt).toISOString().slice(0, 'YYYY-MM-DD'.length),
  startsAt,
  endsAt,
});

/** `periodsAt` for the messages of a batch, most of which were decided at one instant. */
export function rememberedPeriods(): typeof periodsAt {
  const known = new Map<number, QuotaPeriod[]>();
  return (at) => {
    const periods = known.get(at) ?? periodsAt(at);
    known.set(at, periods);
    return periods;
  };
}
