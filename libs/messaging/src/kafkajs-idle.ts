// kafkajs 2.2.4 looks at each connection every millisecond, also when nothing waits to be sent (tulios/kafkajs#1704, open since
// 2024, no release since), and ten times a second whether an answer is overdue: six idle services took half a core. Here the first
// look is planned only while something waits, and the second comes once a second.

/** How soon it looks again at what waits for a free place among the requests under way. */
const LOOK_EVERY_MS = 10;
/** Requests may take 30 s and more. */
const OVERDUE_EVERY_MS = 1_000;

/** What we touch of a connection's queue; the rest is kafkajs' own. */
interface RequestQueue {
  pending: unknown[];
  inflight: Map<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
  enforceRequestTimeout: boolean;
  requestTimeoutIntervalId: NodeJS.Timeout | undefined;
  /** Epoch ms; before now: the broker has not asked us to slow down. */
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  isConnected(): boolean;
  /** Ends both looks. */
  destroy(): void;
  checkPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
  scheduleCheckPendingRequests(): void;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };

prototype.scheduleCheckPendingRequests = function () {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : LOOK_EVERY_MS,
  );
};

prototype.scheduleRequestTimeoutCheck = function () {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(() => {
    for (const request of this.inflight.values())
      if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
    if (!this.isConnected()) this.destroy();
  }, OVERDUE_EVERY_MS);
};

export {};
