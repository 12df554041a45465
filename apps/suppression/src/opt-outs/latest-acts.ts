/** The latest acts of a person towards one scope, by event time; epoch ms, -Infinity when there was none. */
export interface LatestActs {
  stoppedAt: number;
  returnedAt: number;
  /** Instant of acceptance by our clock; the act's own instant if absent, which another clock may have set. */
  stopAcceptedAt?: number;
  returnAcceptedAt?: number;
}

/** Clocks of different sources disagree by this much; within it the opt-out wins. */
export const SKEW_MS = 5_000;

/**
 * Returns whether a person is opted out: the latest act wins, and in doubt the opt-out. A return must be later by event time, and have
 * been accepted later too, so that one clock that is wrong blocks, and never unblocks. @see docs/law/opt-outs.md#race
 */
export const isOut = ({
  stoppedAt,
  returnedAt,
  stopAcceptedAt = stoppedAt,
  returnAcceptedAt = returnedAt,
}: LatestActs): boolean =>
  stoppedAt > -Infinity && (returnedAt <= stoppedAt + SKEW_MS || returnAcceptedAt <= stopAcceptedAt);
