export interface Phase {
  name: string;
  /** Adverts a second meanwhile. */
  load: number;
  stopsPerSecond: number;
  /** STOPs of the whole phase. */
  stops: number;
}

/** Idle first, then each rate under the load. */
export function phasesOf({ rates, load, seconds }: { rates: number[]; load: number; seconds: number }): Phase[] {
  const phase = (name: string, adverts: number, stopsPerSecond: number): Phase => ({
    name,
    load: adverts,
    stopsPerSecond,
    stops: stopsPerSecond * seconds,
  });
  return [phase('idle', 0, 1), ...rates.map((rate) => phase(`${load} adverts/s`, load, rate))];
}

export const stopsOf = (phases: readonly Phase[]): number => phases.reduce((sum, { stops }) => sum + stops, 0);
