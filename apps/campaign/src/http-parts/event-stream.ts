import type { Response } from 'express';

// Server-sent events as browsers read them (https://html.spec.whatwg.org/multipage/server-sent-events.html). Nest's `@Sse` (11.2.6) does not
// replace this: beside a global interceptor, such as that of the audit log, it sends status 200 before an asynchronous handler can refuse
// with 404 or 429 or end with 204; it buffers without limit for a client that reads slowly; and it sends messages of faults to the client.

/** Proxies close idle connections, most after a minute. */
const COMMENT_AFTER_MS = 15_000;
/** Then the client reconnects, and its access is checked again. */
const MAX_MS = 600_000;
/** Bytes that a client may leave in the buffer before it is disconnected. */
const MAX_BUFFERED_BYTES = 256 * 1024;
const RECONNECT_AFTER_MS = 1_000;

/** A state of the watched object, as one event. */
export interface ProgressEvent {
  /** Hash of the content: a client sends the last one back as `Last-Event-ID`. */
  id: string;
  json: string;
  isOver: boolean;
}

export class EventStream {
  private readonly comment = setTimeout(() => this.write(': still there\n\n'), COMMENT_AFTER_MS);
  private readonly lifetime = setTimeout(() => this.end(), MAX_MS);
  private isOver = false;

  /** @param onEnd - once, whoever ends it */
  constructor(
    private readonly response: Response,
    private readonly onEnd: () => void,
  ) {
    response.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would buffer events otherwise.
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${RECONNECT_AFTER_MS}\n\n`);
    response.once('close', () => this.end());
    if (response.destroyed) this.end();
  }

  /** Sends a `progress` event, or `over` when nothing follows, upon which a client does not reconnect. */
  send({ id, json, isOver }: ProgressEvent): void {
    this.write(`event: ${isOver ? 'over' : 'progress'}\nid: ${id}\ndata: ${json}\n\n`);
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.comment);
    clearTimeout(this.lifetime);
    this.onEnd();
    this.response.end();
  }

  private write(text: string): void {
    if (this.isOver) return;
    this.comment.refresh();
    if (this.response.writableLength > MAX_BUFFERED_BYTES) {
      this.response.destroy();
      this.end();
    } else this.response.write(text);
  }
}
