import {
  type BatchResult,
  HttpCall,
  type HttpProvider,
  type LookupResult,
  type Refusal,
  type SubmissionResult,
  VendorClient,
} from '@stopsms/providers';
import { MAX_FAILURES_IN_A_ROW, SILENCE } from './circuit';
import type { Veto } from './operator-link';
import type { PartResult } from './part';
import { type LinkContext, ProviderLink, type Waiting } from './provider-link';
import { traceCalls } from './trace-calls';

/** Pause after a 429 without `Retry-After`, as after ESME_RTHROTTLED. */
const FIRST_PAUSE_MS = 1_000;
/** Connections for lookups, which must not wait behind submits. */
const LOOKUP_CONNECTIONS = 2;

/** Provider with an HTTP API: submits whole messages, several in a call where its API takes them. */
export class HttpLink extends ProviderLink {
  private readonly call: HttpCall;
  private readonly lookups: HttpCall;
  private readonly client: VendorClient;
  private readonly looksUp: VendorClient;
  private calls = 0;
  /** True if it took or judged a message since it last refused our account. */
  private isServing = false;

  constructor(
    override readonly settings: HttpProvider,
    context: LinkContext,
  ) {
    super(settings, context, settings.vendor.capabilities.maxBatch);
    const { vendor, baseUrl, ca, maxInFlight, account, callbackUrl } = settings;
    const host = { baseUrl, ...(ca !== undefined && { ca }) };
    const adapter = vendor.adapter({ account, baseUrl, now: Date.now, ...(callbackUrl && { callbackUrl }) });
    this.call = new HttpCall({ ...host, connections: maxInFlight });
    this.lookups = new HttpCall({ ...host, connections: LOOKUP_CONNECTIONS });
    this.client = new VendorClient(this.call, adapter);
    this.looksUp = new VendorClient(this.lookups, adapter);
  }

  /** It keeps no connection that could be down: it takes messages from the start, and failures open the circuit. */
  open(): void {
    this.changed();
  }

  /** Finds a message that may have been taken. */
  lookup(reference: string): Promise<LookupResult> {
    return this.looksUp.lookup(reference);
  }

  protected isConnected(): boolean {
    return true;
  }

  protected connection() {
    return { bound: 1, connections: 1, unanswered: this.calls, window: this.settings.maxInFlight };
  }

  protected hasRoom(): boolean {
    return this.calls < this.settings.maxInFlight;
  }

  protected connectionProblem(): undefined {
    return undefined;
  }

  protected serve(turns: [Waiting, ...Waiting[]]): void {
    this.calls += 1;
    const settled = this.write(turns).catch((error: unknown) => {
      for (const { reject } of turns) reject(error);
    });
    void settled.finally(() => {
      this.calls -= 1;
      this.queue.pump();
    });
  }

  protected async disconnect(): Promise<void> {
    await Promise.all([this.call.close(), this.lookups.close()]);
  }

  /** Each message is checked when the connection is made, just before the first byte; one veto withholds the whole call. */
  private async write(turns: readonly Waiting[]): Promise<void> {
    const fitting = turns.filter(({ part }) => part.fits());
    for (const turn of turns) if (!fitting.includes(turn)) turn.turnAway();
    if (fitting.length === 0) return;
    const vetoes = new Map<Waiting, Veto>();
    const mayWrite = () => {
      for (const turn of fitting) {
        const veto = turn.part.veto();
        if (veto) vetoes.set(turn, veto);
      }
      return vetoes.size === 0;
    };
    const epoch = this.pace.leave(fitting.length);
    const batch = fitting.map(({ part }) => part.whole());
    const traces = fitting.map(({ part }) => part.traceparent);
    const done = await this.circuit.run(
      () => traceCalls(traces, this.settings, () => this.client.submit(batch, mayWrite)),
      weightOf,
    );
    if (done?.outcome !== 'done') return this.withheld(fitting, vetoes);
    const staying = fitting.filter((turn, n) => {
      const result = this.settle(done.results[n] ?? MISSING, epoch);
      if (result !== 'stays') turn.resolve(result);
      return result === 'stays';
    });
    this.stay(staying);
  }

  private withheld(turns: readonly Waiting[], vetoes: ReadonlyMap<Waiting, Veto>): void {
    for (const [turn, veto] of vetoes) turn.resolve({ outcome: 'vetoed', veto });
    this.stay(turns.filter((turn) => !vetoes.has(turn)));
  }

  private settle(result: SubmissionResult, epoch: number): PartResult | 'stays' {
    const { metrics } = this.context;
    if (result.outcome !== 'refused') metrics.answered(this.name, result.outcome);
    switch (result.outcome) {
      case 'accepted':
        this.isServing = true;
        this.pace.taken(epoch);
        return {
          ...{ outcome: 'submitted', ids: result.partIds ?? [result.id], isWhole: true },
          ...(result.final && { final: result.final }),
        };
      case 'unknown':
        this.lastFailure = result.reason;
        return result;
      case 'not-sent':
        this.lastFailure = result.reason;
        return { outcome: 'try-again', answer: result.reason, tried: false };
      case 'throttled':
        this.lastFailure = result.outcome;
        return this.throttled(epoch, result.afterMs);
      case 'refused':
        return this.refused(result, epoch);
    }
  }

  private throttled(epoch: number, afterMs?: number): 'stays' {
    this.pace.refused(epoch, FIRST_PAUSE_MS, afterMs);
    this.pauseBegan();
    return 'stays';
  }

  private refused({ class: refusal, code, detail }: Refusal, epoch: number): PartResult | 'stays' {
    // The detail may repeat our text: it is for the status alone, not for logs.
    const answer = detail === '' ? code : `${code} ${detail}`;
    this.context.metrics.answered(this.name, ofAccount(refusal) ? 'try-again' : 'refuse');
    if (refusal === 'throttle') {
      this.lastFailure = code;
      return this.throttled(epoch);
    }
    if (ofAccount(refusal)) {
      this.lastFailure = `${refusal} ${code}`;
      // A message counts a try only if others were served meanwhile: then it is at fault itself, not the account.
      const tried = this.isServing;
      this.isServing = false;
      return { outcome: 'try-again', answer, tried, refusal };
    }
    this.isServing = true;
    this.pace.taken(epoch);
    this.context.metrics.refused(this.name, refusal, code);
    return { outcome: 'rejected', answer, refusal };
  }
}

const MISSING: SubmissionResult = { outcome: 'unknown', reason: 'no result' };

/** True for a fault of our account, which concerns every message: they wait. */
const ofAccount = (refusal: Refusal['class']): boolean => refusal === 'auth' || refusal === 'money';

/** Weight of a call for the circuit breaker; a refusal of our account opens it at once. */
function weightOf(done: BatchResult): number | undefined {
  if (done.outcome === 'withheld') return 0;
  const weights = done.results.map((result) => {
    if (result.outcome === 'accepted') return undefined;
    if (result.outcome === 'throttled') return 0;
    if (result.outcome !== 'refused') return SILENCE;
    if (ofAccount(result.class)) return MAX_FAILURES_IN_A_ROW;
    return result.class === 'throttle' ? 0 : undefined;
  });
  return weights.includes(undefined) ? undefined : Math.max(...weights.map((weight) => weight ?? 0));
}
