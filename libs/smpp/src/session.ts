import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { isWrongCredentials, pauseBeforeReconnect } from './back-off';
import { DeliveryDesk, type DeliveryHandler } from './delivery-desk';
import { PDU } from './hardened-smpp';
import { Link, type LinkEnd, type LinkHandlers } from './link';
import { type FullSessionOptions, type SessionOptions, withDefaults } from './session-options';
import { type SubmitOutcome, SubmitQueue } from './submit-queue';
import type { SubmitSm } from './submit-sm';

export type SessionState = 'idle' | 'connecting' | 'bound' | 'leaving' | 'waiting' | 'refused' | 'closed';

interface SessionEvents {
  /** `end` is the reason why the previous link ended or was not made, with the peer's status if it refused the bind. */
  state: [state: SessionState, end?: LinkEnd];
  /**
   * A delivery handler rejected, or a delivery was malformed: the operator has its response. Or a response had a number that was
   * never used: it is ignored, and so are later ones over the same connection, without a further fault.
   */
  fault: [error: Error];
}

/**
 * Bind to an operator that reconnects until it is closed; its user checks `isBound`. Nothing that the peer sends, and no
 * fault of the network, throws or ends the process.
 */
export class SmppSession extends EventEmitter<SessionEvents> {
  private readonly options: FullSessionOptions;
  private readonly submits: SubmitQueue;
  private readonly deliveries: DeliveryDesk;
  private readonly handlers: LinkHandlers = {
    deliver: (from, pdu) => this.deliveries.take(from, pdu),
    stray: ({ command, sequence_number }) =>
      this.emit(
        'fault',
        new Error(`the peer responds to a request that was never made: ${command} ${sequence_number}`),
      ),
  };
  private readonly closing = new AbortController();
  private currentState: SessionState = 'idle';
  private link: Link | undefined;
  private running: Promise<void> | undefined;

  /** @throws RangeError if the window is not a whole number from 1 */
  constructor(options: SessionOptions) {
    super();
    this.options = withDefaults(options);
    this.submits = new SubmitQueue(this.options.window, this.options.submitWaitMs);
    this.deliveries = new DeliveryDesk(this.options.deliveryWindow, (error) => this.emit('fault', error));
  }

  get state(): SessionState {
    return this.currentState;
  }

  get isBound(): boolean {
    return this.currentState === 'bound';
  }

  /** True if a submit would be written now, given room in the window. */
  get isWritable(): boolean {
    return this.isBound && this.link?.isWritable === true;
  }

  /** Number of submits without a response. */
  get unanswered(): number {
    return this.submits.unansweredCount;
  }

  /** Starts connecting, and returns at once. Set the delivery handler before. */
  open(): void {
    this.running ??= this.run();
  }

  /**
   * Submits one short message. Submits are written in the order of the calls, at most `window` of them unanswered.
   * @throws RangeError or TypeError, as a rejection, if the PDU cannot be written: its fields are wrong
   */
  async submit(message: SubmitSm): Promise<SubmitOutcome> {
    return this.submits.submit(new PDU('submit_sm', { ...message }));
  }

  /**
   * Sets the handler of deliveries. One that resolves acknowledges the delivery; one that rejects causes a retry by the
   * operator. Deliveries are handled concurrently, each started in the order of arrival.
   */
  onDeliver(handler: DeliveryHandler): void {
    this.deliveries.handleWith(handler);
  }

  /**
   * Takes nothing new, waits for responses still due on either side (`closeTimeoutMs` at most), unbinds and closes. Submits
   * that are not written return as not sent.
   */
  async close(): Promise<void> {
    this.closing.abort();
    this.deliveries.handleWith(undefined);
    this.submits.close();
    const { link } = this;
    if (link) {
      const answered = Promise.all([this.submits.answered(), this.deliveries.answered()]);
      await Promise.race([answered, pause(this.options.closeTimeoutMs, undefined, { ref: false })]);
      await link.unbind(this.options.closeTimeoutMs);
    }
    await this.running;
    if (this.state !== 'closed') this.enter('closed');
  }

  /** Closes the link once its outstanding responses have arrived, and binds again after the usual pause. */
  async rebind(): Promise<void> {
    const { link } = this;
    if (!link || !this.isBound) return;
    this.enter('leaving');
    this.submits.detach();
    await Promise.race([this.submits.answered(), pause(this.options.closeTimeoutMs, undefined, { ref: false })]);
    await link.unbind(this.options.closeTimeoutMs);
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    for (let failures = 0; !signal.aborted;) {
      this.enter('connecting');
      const link = await Link.open(this.options, this.handlers, signal);
      failures = link instanceof Link ? 0 : failures + 1;
      const end = link instanceof Link ? await this.use(link) : link;
      if (signal.aborted) return;
      if (this.options.stopOnWrongCredentials && isWrongCredentials(end.status)) return this.enter('refused', end);
      this.enter('waiting', end);
      const { reconnectMs, random } = this.options;
      const ms = pauseBeforeReconnect(failures, end.status, reconnectMs, random());
      await pause(ms, undefined, { signal }).catch(() => undefined);
    }
  }

  private async use(link: Link): Promise<LinkEnd> {
    if (this.closing.signal.aborted) {
      await link.unbind(this.options.closeTimeoutMs);
      return link.ended;
    }
    this.link = link;
    this.submits.attach(link);
    this.enter('bound');
    const end = await link.ended;
    this.link = undefined;
    return end;
  }

  private enter(state: SessionState, end?: LinkEnd): void {
    this.currentState = state;
    this.emit('state', state, end);
  }
}
