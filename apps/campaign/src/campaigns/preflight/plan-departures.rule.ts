/** Messages with the same send window. */
export interface Departing {
  count: number;
  /** Not before, epoch ms. */
  from: number;
  /** Windows in order, `[opensAt, closesAt)` in epoch ms; absent if any hour is allowed. */
  windows?: readonly { opensAt: number; closesAt: number }[] | undefined;
}

export interface Departures {
  /** Departures in stretches, epoch ms. */
  leaves: { from: number; to: number; messages: number }[];
  /** Time of the last message; absent if some are not sent within the known windows. */
  endsAt?: number;
  /** Messages whose turn does not come before they expire. */
  late: number;
  /** Messages whose turn does not come in any window that is known. */
  beyond: number;
}

/**
 * Plans departures within windows and at a maximum rate: messages whose window closes first go first.
 * @param perSecond - above 0
 * @param expiresAt - from then on none leaves
 */
export function planDepartures(departing: readonly Departing[], perSecond: number, expiresAt = Infinity): Departures {
  const waiting = departing.filter(({ count }) => count > 0).map((each) => ({ ...each, left: each.count }));
  const leaves: Departures['leaves'] = [];
  let at = Math.min(...waiting.map(({ from }) => from), Infinity);
  while (at < expiresAt) {
    const openings = waiting
      .filter(({ left }) => left > 0)
      .map((each) => ({ each, next: nextOpening(each, at) }))
      .sort((one, other) => one.next.closesAt - other.next.closesAt);
    const soonest = Math.min(...openings.map(({ next }) => next.opensAt), Infinity);
    if (soonest === Infinity) break;
    if (soonest > at) {
      at = soonest;
      continue;
    }
    const open = openings.filter(({ next }) => next.opensAt <= at);
    // Until then the same ones may leave.
    const changesAt = Math.min(
      expiresAt,
      ...open.map(({ next }) => next.closesAt),
      ...openings.flatMap(({ next }) => (next.opensAt > at ? [next.opensAt] : [])),
    );
    let room = changesAt === Infinity ? Infinity : Math.floor(((changesAt - at) * perSecond) / 1_000);
    let sent = 0;
    for (const { each } of open) {
      const taken = Math.min(each.left, room);
      each.left -= taken;
      room -= taken;
      sent += taken;
    }
    const to = room > 0 ? at + (1_000 * sent) / perSecond : changesAt;
    if (sent > 0) add(leaves, { from: at, to, messages: sent });
    // Where less than one message had room, or all that were open have left, time goes on all the same.
    at = room > 0 && openings.length > open.length ? changesAt : Math.max(to, at + 1);
    if (room > 0 && openings.length === open.length) break;
  }
  const left = waiting.reduce((sum, each) => sum + each.left, 0);
  const late = at >= expiresAt ? left : 0;
  const endsAt = leaves.at(-1)?.to;
  return { leaves, late, beyond: left - late, ...(left === 0 && endsAt !== undefined && { endsAt }) };
}

/** Window at `at` or the next one; infinite if none is known. */
function nextOpening({ from, windows }: Departing, at: number): { opensAt: number; closesAt: number } {
  const earliest = Math.max(from, at);
  if (!windows) return { opensAt: earliest, closesAt: Infinity };
  const window = windows.find(({ closesAt }) => closesAt > earliest);
  return window
    ? { opensAt: Math.max(window.opensAt, earliest), closesAt: window.closesAt }
    : { opensAt: Infinity, closesAt: Infinity };
}

function add(leaves: Departures['leaves'], stretch: Departures['leaves'][number]): void {
  const last = leaves.at(-1);
  if (last && last.to >= stretch.from) {
    last.to = stretch.to;
    last.messages += stretch.messages;
  } else leaves.push(stretch);
}
