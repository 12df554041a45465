// kafkajs 2.2.4 checks each connection every millisecond, also when nothing waits to be sent (tulios/kafkajs#1704, open since
// 2024, no release since), and checks for overdue responses ten times a second: six idle services used half a core. Here the
// first check is scheduled only while something waits, and the second runs once a second while a response is outstanding.
// kafkajs ends that one with the connection, also when a request has just been written to it: nothing would ever end that
// request.

/** Interval of checks for a free slot among the requests in progress. */
const CHECK_EVERY_MS = 10;
/** Interval of checks for overdue requests, which may take 30 s and more. */
const OVERDUE_EVERY_MS = 1_000;

/** Properties of a connection's queue used here; the rest is private to kafkajs. */
interface RequestQueue {
  pending: unknown[];
  inflight: Map<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
  enforceRequestTimeout: boolean;
  overdueCheck: NodeJS.Timeout | undefined;
  /** Epoch ms; in the past if the broker has not throttled us. */
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  /** Called when the connection has ended. */
  destroy(): void;
  checkPendingRequests(): void;
  sendSocketRequest(request: object): void;
  /** Called when the connection is made. */
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
    throttledMs > 0 ? throttledMs : CHECK_EVERY_MS,
  );
};

const { sendSocketRequest } = prototype;
prototype.sendSocketRequest = function (request) {
  sendSocketRequest.call(this, request);
  if (this.enforceRequestTimeout) this.overdueCheck ??= setInterval(() => endOverdue(this), OVERDUE_EVERY_MS);
};
prototype.scheduleRequestTimeoutCheck = () => undefined;

prototype.destroy = function () {
  if (this.throttleCheckTimeoutId) clearTimeout(this.throttleCheckTimeoutId);
  this.throttleCheckTimeoutId = null;
  stopIfIdle(this);
};

function endOverdue(queue: RequestQueue): void {
  for (const request of queue.inflight.values())
    if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
  stopIfIdle(queue);
}

function stopIfIdle(queue: RequestQueue): void {
  if (queue.inflight.size > 0) return;
  clearInterval(queue.overdueCheck);
  queue.overdueCheck = undefined;
}

export {};
