import type { Observed } from '../parts';

/** Reasons with a colour of their own; the others share one. */
const MAX_SERIES = 5;
export const OTHERS = 'OTHERS';

interface Bar {
  day: string;
  /** From the bottom up, in the order of the series; `from` and `to` are shares of the highest day. */
  parts: { code: string; messages: number; from: number; to: number }[];
}

/** Bars of the days, earliest first, and the reasons that they show, the most frequent first. */
export function stackedDays(days: Observed['days']): { codes: string[]; highest: number; bars: Bar[] } {
  const totals = new Map<string, number>();
  for (const { code, messages } of days.flatMap(({ reasons }) => reasons))
    totals.set(code, (totals.get(code) ?? 0) + messages);
  const frequent = [...totals].sort(([, one], [, other]) => other - one).map(([code]) => code);
  const shown = frequent.slice(0, MAX_SERIES);
  const codes = frequent.length > MAX_SERIES ? [...shown, OTHERS] : shown;
  const sums = days.map(({ day, reasons }) => ({
    day,
    sums: codes.map((code) => ({
      code,
      messages: reasons
        .filter((reason) => (shown.includes(reason.code) ? reason.code : OTHERS) === code)
        .reduce((sum, { messages }) => sum + messages, 0),
    })),
  }));
  const highest = Math.max(1, ...sums.map((each) => each.sums.reduce((sum, { messages }) => sum + messages, 0)));
  const bars = sums.toReversed().map((each) => {
    let below = 0;
    const parts = each.sums.map(({ code, messages }) => {
      const from = below / highest;
      below += messages;
      return { code, messages, from, to: below / highest };
    });
    return { day: each.day, parts: parts.filter(({ messages }) => messages > 0) };
  });
  return { codes, highest, bars };
}
