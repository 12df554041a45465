import { Injectable } from '@nestjs/common';
import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { TransientFault } from '@stopsms/messaging';
import { DispatcherMetrics } from './dispatcher-metrics';
import { InDoubt } from '../journal/in-doubt';
import { JournalMarks, type Written } from '../journal/journal-marks';
import { Recovery } from '../journal/recovery';
import { Submissions } from '../journal/submissions';
import { UnknownMessages } from '../journal/unknown-messages';
import { LANE_TOPICS } from '../lanes';
import { OperatorLink, type Veto } from '../operator/operator-link';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { Freshness } from '../view/freshness';
import { allSettled } from '../all-settled';
import { ConfirmationGate } from './confirmation-gate';
import { type Dispatchable, dispatchKey } from '../messages/dispatchable';
import { GuaranteeWatch } from './guarantee-watch';
import { InFlightAdverts } from './in-flight-adverts';
import { LateResults } from './late-results';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { type NotSubmitted, type Outcome, outcomeOfVeto, outcomeOf } from '../messages/outcome';
import { ConcurrencyLimiter } from './concurrency-limiter';
import { Vetoes } from './vetoes';

/** Time within which a begun text is finished although its partition was assigned to another dispatcher; that one waits 12 s. */
const BEGUN_ENDS_MS = 6_000;

/** Try to submit a message, with its journal entry. */
interface Submission {
  message: Dispatchable;
  begun: Begun;
}

/** End of a try: an outcome, or the reason why it was returned. */
type Ended = { outcome: MessageStatus } | (NotSubmitted & { requeued: TryRequeued });

/**
 * Dispatches a batch of one lane: decide, journal, check again, submit, publish outcomes. A message is submitted at most
 * once: nothing here submits twice, and a message with an outcome is at most published again.
 */
@Injectable()
export class Dispatch {
  private references = 0;
  /** Messages in progress: one that is sent from doubt is not begun a second time when its record arrives again. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly recovery: Recovery,
    private readonly marks: JournalMarks,
    private readonly submissions: Submissions,
    private readonly inDoubt: InDoubt,
    private readonly unknown: UnknownMessages,
    private readonly remembered: RememberedOutcomes,
    private readonly operator: OperatorLink,
    private readonly limiter: ConcurrencyLimiter,
    private readonly status: StatusTopic,
    private readonly vetoes: Vetoes,
    private readonly freshness: Freshness,
    private readonly gate: ConfirmationGate,
    private readonly inFlight: InFlightAdverts,
    private readonly lateResults: LateResults,
    private readonly watch: GuaranteeWatch,
    private readonly metrics: DispatcherMetrics,
    private readonly clock: Clock,
  ) {
    // The record of such a message is committed, and no mark moves for it.
    inDoubt.attach(async (message) => void (await this.send([message])));
  }

  /**
   * @param batch - messages of one lane
   * @throws TransientFault when nothing may or can leave now: the batch is held and retried
   */
  async execute(batch: Dispatchable[]): Promise<void> {
    const written = await this.send(batch);
    const [first] = batch;
    if (!first?.isOurs()) return;
    for (const each of written) this.marks.settle(LANE_TOPICS[first.lane].name, each);
  }

  private async send(batch: Dispatchable[]): Promise<Written[]> {
    await this.holdUntilPossible(batch);
    const others = await this.endVetoed(batch);
    for (const message of others) {
      const opening = this.operator.opening(message);
      if (opening) await opening;
    }
    return this.limiter.run(others, (chunk) => this.dispatch(chunk));
  }

  /**
   * Publishes the outcomes of messages that must not leave in one send, since they need no turn at an operator.
   * @returns the other messages
   */
  private async endVetoed(batch: Dispatchable[]): Promise<Dispatchable[]> {
    this.assertFreshFor(batch);
    const others: Dispatchable[] = [];
    const ended: MessageStatus[] = [];
    for (const message of batch) {
      const key = dispatchKey(message);
      const isNew = this.remembered.get(key) === undefined && !this.underWay.has(key);
      const veto = isNew ? this.vetoes.of(message) : undefined;
      if (veto && veto.status !== 'not-ours') ended.push(this.settle(message, this.vetoed(message, veto)));
      else others.push(message);
    }
    if (ended.length === 0) return batch;
    await this.submissions.decided([], ended);
    this.metrics.settled(ended);
    return others;
  }

  /** Returns positions of its tries and outcomes. */
  private async dispatch(chunk: Dispatchable[]): Promise<Written> {
    const fresh = new Map<string, Dispatchable>();
    const known: MessageStatus[] = [];
    for (const message of chunk) {
      const outcome = this.remembered.get(dispatchKey(message));
      if (!outcome) fresh.set(dispatchKey(message), message);
      else if (outcome.unpublished) known.push(outcome.unpublished);
      else if (outcome.status === 'unknown') this.inDoubt.keep(message);
    }
    const keys = [...fresh.keys()];
    if (keys.some((key) => this.underWay.has(key))) throw new TransientFault('a message of it is under way already');
    for (const key of keys) this.underWay.add(key);
    try {
      return await this.leave([...fresh.values()], known);
    } finally {
      for (const key of keys) this.underWay.delete(key);
    }
  }

  private async leave(fresh: Dispatchable[], known: MessageStatus[]): Promise<Written> {
    const { leaving, written } = await this.decide(fresh);
    const ended = await allSettled(leaving.map((submission) => this.submit(submission)));
    const outcomes = ended.flatMap((one) => ('outcome' in one ? one.outcome : []));
    const back = ended.flatMap((one) => ('requeued' in one ? one : []));
    const reported = await this.submissions.publish(
      [...known, ...outcomes],
      back.map(({ requeued }) => requeued),
    );
    this.metrics.settled(outcomes);
    if (back[0]) throw new TransientFault(back[0].notSubmitted);
    return {
      journal: [...written.journal, ...reported.journal],
      status: [...written.status, ...reported.status],
    };
  }

  private async holdUntilPossible(batch: Dispatchable[]): Promise<void> {
    this.vetoes.assertKnownFor(batch);
    await Promise.all(Array.from(new Set(batch.map(({ partition }) => partition)), (n) => this.recovery.ready(n)));
    for (const message of batch) {
      const away = this.operator.problem(message);
      if (away) throw new TransientFault(away);
    }
    this.assertFreshFor(batch);
    const gated = batch.filter(({ after }) => after !== undefined);
    if (gated.length > 0) await Promise.all(gated.map((message) => this.gate.wait(message)));
  }

  /** Checked at each step, because waiting for a turn and for the journal may take any time (docs/design/guarantees.md#g5). */
  private assertFreshFor(batch: Dispatchable[]): void {
    const stale = batch.some(({ lane }) => lane === 'marketing') ? this.vetoes.stalenessReason() : undefined;
    if (stale !== undefined) throw new TransientFault(stale);
    for (const message of batch) {
      const moving = this.freshness.movingProblem(message);
      if (moving !== undefined) throw new TransientFault(moving);
    }
  }

  /**
   * Journals every decision of the batch in one send and returns the messages that may leave. Adverts count as in flight from
   * the moment when they passed the view, before anything is awaited.
   */
  private async decide(messages: Dispatchable[]): Promise<{ leaving: Submission[]; written: Written }> {
    this.assertFreshFor(messages);
    const leaving: Submission[] = [];
    const ended: MessageStatus[] = [];
    const vetoes = messages.map((message) => this.vetoes.of(message) ?? this.operator.closed(message));
    if (vetoes.some((veto) => veto?.status === 'not-ours')) throw new TransientFault('the partition is not ours now');
    for (const [index, message] of messages.entries()) {
      const veto = vetoes[index];
      if (veto) {
        ended.push(this.settle(message, this.vetoed(message, veto)));
        continue;
      }
      if (message.lane === 'marketing') this.inFlight.add(message.recipientKey);
      const textDigest = this.unknown.digestOf(message.text);
      const about = { ...this.checked(message), ...(textDigest !== undefined && { textDigest }) };
      leaving.push({ message, begun: this.submissions.begin(message, about) });
    }
    try {
      const written = await this.submissions.decided(
        leaving.map(({ begun }) => begun),
        ended,
      );
      this.metrics.settled(ended);
      return { leaving, written };
    } catch (error) {
      for (const { message } of leaving) this.ended(message);
      throw error;
    }
  }

  private vetoed(message: Dispatchable, veto: Veto): Outcome {
    return Object.assign(outcomeOfVeto(veto), this.checked(message));
  }

  /** Position of the opt-out list at the check, for the proof. */
  private checked({ lane, partition }: Dispatchable): Pick<MessageStatus, 'view'> {
    const view = lane === 'marketing' ? this.freshness.position(partition) : undefined;
    return view ? { view } : {};
  }

  private async submit({ message, begun }: Submission): Promise<Ended> {
    try {
      const readyAt = this.clock.now();
      const deliverBefore = Math.min(message.windowClosesAt ?? Infinity, message.expiresAt ?? Infinity);
      this.references = (this.references + 1) % 256;
      const result = await this.operator.submit({
        messageId: message.messageId,
        from: message.sender,
        to: message.to,
        text: message.text,
        region: message.region,
        lane: message.lane,
        ...(message.enabled && { enabled: message.enabled }),
        ...(message.windowClosesAt === undefined ? {} : { windowClosesAt: message.windowClosesAt }),
        reference: this.references,
        traceparent: message.traceparent,
        veto: (written) => this.lastVeto(message, written, this.clock.now() - readyAt),
        ...(deliverBefore === Infinity ? {} : { deliverBefore }),
      });
      const outcome = outcomeOf(result);
      if ('notSubmitted' in outcome) return { ...outcome, requeued: this.submissions.requeued(begun) };
      const { at: begunAt, view, textDigest } = begun;
      const isCompared = outcome.status === 'unknown' && textDigest !== undefined;
      const ended = this.settle(message, {
        ...{ ...outcome, begunAt },
        ...(view && { view }),
        ...(isCompared && { textDigest }),
      });
      if (result.outcome === 'unknown' && result.late) this.lateResults.follow(message, ended, result.late);
      return { outcome: ended };
    } finally {
      this.ended(message);
    }
  }

  private lastVeto(message: Dispatchable, written: number, waitedMs: number): Veto | undefined {
    const veto = this.vetoes.of(message) ?? this.stalenessReason(message, written);
    if (veto?.status === 'not-ours' && written > 0 && waitedMs < BEGUN_ENDS_MS) return undefined;
    if (veto) return veto;
    if (written === 0) this.watch.leaves(message);
    return this.submissions.vetoOf(message);
  }

  /** A begun text is finished: half of one is useless. */
  private stalenessReason(message: Dispatchable, written: number): Veto | undefined {
    if (written > 0) return undefined;
    const stale =
      (message.lane === 'marketing' ? this.vetoes.stalenessReason() : undefined) ??
      this.freshness.movingProblem(message);
    return stale === undefined ? undefined : { status: 'not-ours', code: 'VIEW_STALE', detail: stale };
  }

  private settle(message: Dispatchable, outcome: Outcome): MessageStatus {
    const status = this.status.of(message, outcome, this.clock.now());
    this.submissions.ended(dispatchKey(message), status);
    this.unknown.add(status, message.partition);
    this.watch.ended(message, status);
    return status;
  }

  private ended({ lane, recipientKey }: Dispatchable): void {
    if (lane === 'marketing') this.inFlight.remove(recipientKey);
  }
}
