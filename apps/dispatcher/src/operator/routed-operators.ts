import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service';
import type { ProviderBook } from '@stopsms/providers';
import {
  FINAL_RECEIPT,
  type ShortMessage,
  type SubmitSm,
  inNetworkSteps,
  relativeTime,
  shortMessages,
} from '@stopsms/smpp';
import { HttpLink } from './http-link';
import {
  type Destination,
  type AnsweredResult,
  type MessageLookup,
  type Mt,
  OperatorLink,
  type SubmitResult,
  type Veto,
} from './operator-link';
import type { PartResult, Rejected, Submitted } from './part';
import type { ProviderLink } from './provider-link';
import { SmppLink } from './smpp-link';
import { ProviderMetrics } from './provider-metrics';
import type { ProviderState } from './provider-state';
import { RouteAvailability, problemsOf } from './route-availability';
import { Routes } from './routes';
import { WaitingRoom } from './waiting-room';
import { partsExpected, submissionOf, wholeResult } from './whole-message';

export interface OperatorSettings extends ProviderBook {
  /** Time for which a route may be unavailable before its messages are returned, unless every operator is unavailable. */
  routeClosedAfterMs: number;
  /** Time from the opening of a circuit until one message tries again. */
  probeAfterMs: number;
}
export const OPERATOR_SETTINGS = Symbol('operator settings');

/** Maximum of tries for a temporary status: docs/law/operators.md#status-codes. */
const MAX_TRIES = 3;
const RETRY_PAUSE_MS = 1_000;
/** Time for the other parts of begun texts when this dispatcher ends. */
const BEGUN_ENDS_MS = 2_000;
const MIN_VALIDITY_MS = 60_000;
const SHUTTING_DOWN: Veto = { status: 'not-ours', code: 'SHUTTING_DOWN', detail: 'This dispatcher is ending.' };

/** Message of a part, with the check before it is written, and whether the operator has an earlier part. */
type Ready = Mt & { vetoOf: () => Veto | undefined; isBegun: boolean };
type Sent = { link: ProviderLink } & Exclude<PartResult, { outcome: 'turned-away' | 'try-again' }>;

/** All operators, and the route of each message to one of them. */
@Injectable()
export class RoutedOperators
  extends OperatorLink
  implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown
{
  private readonly links: ProviderLink[];
  private readonly routes: Routes<ProviderLink>;
  private readonly availability: RouteAvailability;
  private readonly room = new WaitingRoom();
  /** Aborted when no text is begun any more. */
  private readonly closing = new AbortController();
  /** Aborted when no part is written any more. */
  private readonly ended = new AbortController();

  constructor(
    @Inject(OPERATOR_SETTINGS) settings: OperatorSettings,
    private readonly clock: Clock,
    @Inject(LOG) log: Log,
    private readonly metrics: ProviderMetrics,
  ) {
    super();
    const context = { probeAfterMs: settings.probeAfterMs, log, metrics, onChange: () => this.room.wake() };
    this.links = settings.providers.map((provider) =>
      provider.kind === 'http' ? new HttpLink(provider, context) : new SmppLink(provider, context),
    );
    this.routes = new Routes(settings.routes, this.links);
    this.availability = new RouteAvailability(this.routes, this.links, clock, settings.routeClosedAfterMs);
    metrics.watch(() => this.states());
  }

  onApplicationBootstrap(): void {
    for (const link of this.links) link.open();
  }

  /** Ends writing: texts that wait are returned, begun ones are finished. */
  onModuleDestroy(): void {
    this.closing.abort();
    this.room.wake();
    // What sends them is awaited before the links are closed, also while no operator takes them.
    setTimeout(() => this.endWriting(), BEGUN_ENDS_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.endWriting();
    await Promise.all(this.links.map((link) => link.close()));
    this.room.wake();
  }

  problem(destination: Destination): string | undefined {
    return this.availability.problem(destination);
  }

  unbound(): string | undefined {
    return this.links.some(({ isBound }) => isBound) ? undefined : problemsOf(this.links);
  }

  states(): ProviderState[] {
    return this.links.map((link) => link.state());
  }

  providerOf(destination: Destination): string {
    const links = this.routes.of(destination);
    return (this.availability.taker(links, destination) ?? links[0])?.name ?? 'none';
  }

  chunkOf(provider: string): number {
    return this.links.find(({ name }) => name === provider)?.chunk() ?? 1;
  }

  opening(destination: Destination): Promise<void> | undefined {
    return this.availability.isDecided(destination) ? undefined : this.opened(destination);
  }

  closed(destination: Destination): Veto | undefined {
    return this.availability.closed(this.routes.of(destination), destination);
  }

  providersWithLookup(first: string): readonly MessageLookup[] {
    const lookups = this.links.flatMap((link) => {
      const forMs = link instanceof HttpLink ? link.settings.vendor.capabilities.lookupForMs : undefined;
      if (!(link instanceof HttpLink) || forMs === undefined) return [];
      return [{ provider: link.name, forMs, lookup: (messageId: string) => link.lookup(messageId) }];
    });
    return lookups.sort((a, b) => Number(b.provider === first) - Number(a.provider === first));
  }

  async submit(mt: Mt): Promise<SubmitResult> {
    const smscIds: string[] = [];
    // All parts use the operator of the first: a handset joins parts of one operator only.
    let links = this.routes.of(mt);
    const parts = partsOf(mt);
    if (typeof parts === 'string')
      return { outcome: 'unsendable', detail: parts, provider: this.providerOf(mt), smscIds };
    for (const part of parts) {
      const vetoOf = () => (this.isEnding(smscIds.length) ? SHUTTING_DOWN : mt.veto?.(smscIds.length));
      const sent = await this.submitPart(part, { ...mt, vetoOf, isBegun: smscIds.length > 0 }, links);
      if (sent.outcome !== 'submitted') return asResult(sent, smscIds, parts.length);
      smscIds.push(...sent.ids);
      if (sent.isWhole) {
        const expected = partsExpected(mt, sent.link) ?? parts.length;
        const result = wholeResult(sent, mt, expected);
        if (result.final?.text !== undefined) this.metrics.textDiffers(sent.link.name);
        if (result.parts !== expected) this.metrics.partsDiffer(sent.link.name, expected, result.parts);
        return { ...result, provider: sent.link.name, smscIds };
      }
      links = [sent.link];
    }
    return { outcome: 'submitted', provider: links[0]?.name ?? 'none', smscIds, parts: smscIds.length };
  }

  /** @param written - parts that the operator already has: half of a text is useless */
  private isEnding(written: number): boolean {
    return (written === 0 ? this.closing : this.ended).signal.aborted;
  }

  private endWriting(): void {
    this.ended.abort();
    this.room.wake();
  }

  private async opened(destination: Destination): Promise<void> {
    while (!this.availability.isDecided(destination)) await this.room.wait(destination.lane);
  }

  private async submitPart(part: ShortMessage, mt: Ready, links: readonly ProviderLink[]): Promise<Sent> {
    for (let tries = 1; ;) {
      const link = this.availability.taker(links, mt);
      if (!link) {
        const veto = mt.vetoOf() ?? this.closedTo(mt, links);
        const [first] = links;
        if (veto && first) return { link: first, outcome: 'vetoed', veto };
        await this.room.wait(mt.lane);
        continue;
      }
      const result = await link.submit({
        lane: mt.lane,
        veto: mt.vetoOf,
        fits: () => this.availability.delivers(link, mt),
        pdu: () => ({ ...part, ...this.terms(mt, link) }),
        whole: () => submissionOf(mt, link),
        traceparent: mt.traceparent,
      });
      if (result.outcome === 'turned-away') continue;
      if (result.outcome !== 'try-again') return { link, ...result };
      if (result.tried && tries++ >= MAX_TRIES) return { ...result, link, outcome: 'rejected' };
      await pause(RETRY_PAUSE_MS, undefined, { signal: this.ended.signal }).catch(() => undefined);
    }
  }

  /** A begun text waits for the end of a pause: half of it is useless. */
  private closedTo(mt: Ready, links: readonly ProviderLink[]): Veto | undefined {
    if (mt.isBegun && links.some(({ isPaused }) => isPaused)) return undefined;
    return this.availability.closed(links, mt);
  }

  private terms(mt: Mt, link: ProviderLink): Pick<SubmitSm, 'registered_delivery' | 'validity_period'> {
    if (mt.deliverBefore === undefined || link.settings.validity === 'none')
      return { registered_delivery: FINAL_RECEIPT };
    const leftMs = Math.max(mt.deliverBefore - this.clock.now(), MIN_VALIDITY_MS);
    return { registered_delivery: FINAL_RECEIPT, validity_period: relativeTime(inNetworkSteps(leftMs)) };
  }
}

/** Parts of a text, or the reason why it has none: a text that cannot be written never will be. */
function partsOf(mt: Mt): ShortMessage[] | string {
  try {
    return shortMessages(mt);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

type Unsent = Exclude<Sent, { outcome: 'submitted' }>;

/**
 * @param smscIds - of parts that the operator has
 * @param parts - number of parts of the message
 */
function asResult(sent: Unsent, smscIds: string[], parts: number): SubmitResult {
  const { name: provider } = sent.link;
  switch (sent.outcome) {
    case 'vetoed':
      return { outcome: sent.outcome, veto: sent.veto, provider, smscIds };
    case 'rejected':
      return rejectedBy(provider, sent, smscIds);
    case 'unknown': {
      const late = sent.late?.then((result) => result && lateResult(provider, result, smscIds, parts));
      const detail = `no answer from ${provider}: ${sent.reason}`;
      return { outcome: sent.outcome, detail, provider, smscIds, ...(late && { late }) };
    }
  }
}

/** A message of which later parts were not written stays unknown if the part of the response was accepted. */
function lateResult(
  provider: string,
  part: Submitted | Rejected,
  earlier: readonly string[],
  parts: number,
): AnsweredResult | undefined {
  if (part.outcome === 'rejected') return rejectedBy(provider, part, [...earlier]);
  const smscIds = [...earlier, ...part.ids];
  return smscIds.length === parts ? { outcome: 'submitted', parts, provider, smscIds } : undefined;
}

function rejectedBy(provider: string, { answer, refusal }: Rejected, smscIds: string[]): AnsweredResult {
  const detail = `${provider} answered ${answer}`;
  return { outcome: 'rejected', detail, provider, smscIds, ...(refusal && { refusal }) };
}
