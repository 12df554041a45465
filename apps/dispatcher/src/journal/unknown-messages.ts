import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets } from '@stopsms/messaging';
import { LOG, type Log, Metrics, ScheduledJob } from '@stopsms/service';
import type { FinalMessage } from '@stopsms/providers';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { dispatchKey } from '../messages/dispatchable';
import { textDigest } from '../operator/appended-mention';
import { type MessageLookup, OperatorLink } from '../operator/operator-link';
import { ProviderMetrics } from '../operator/provider-metrics';
import { SettleUnknown } from './settle-unknown';

/** Time after which a message is first looked up: a provider may not list it at once. */
const FIRST_MS = 2_000;
const MAX_PAUSE_MS = 60_000;
/** Time after which an unknown message stays unknown, and up to which a new owner reads statuses back. */
const MAX_AGE_MS = 15 * 60_000;
const LOOKUPS_AT_A_TIME = 4;
/** Maximum of waiting messages; the oldest are dropped and stay unknown. */
const MAX_WAITING = 10_000;

interface Unknown {
  status: MessageStatus;
  partition: number;
  tries: number;
  /** Epoch ms. */
  dueAt: number;
}

type Found = Pick<MessageStatus, 'status' | 'provider'> &
  Partial<Pick<MessageStatus, 'code' | 'detail' | 'smscIds' | 'parts' | 'final' | 'refusal'>>;

/**
 * Settles messages whose outcome is unknown at providers that find a message by its id. What a provider has is published as
 * submitted or rejected; absence proves nothing, so such a message is never sent again and stays unknown in the end. Waiting
 * messages survive a restart, because the next owner of their partition reads the statuses of the last minutes back.
 */
@Injectable()
export class UnknownMessages extends ScheduledJob {
  readonly everyMs = 1_000;
  readonly failure = 'Unknown messages could not be looked up; trying again';
  private readonly waiting = new Map<string, Unknown>();
  /** Time until which a provider gets no lookups, epoch ms. */
  private readonly pausedUntil = new Map<string, number>();
  private readonly lookups: Counter<'provider' | 'result'>;
  /** True if some provider finds messages. */
  private readonly looksUp: boolean;

  constructor(
    private readonly operator: OperatorLink,
    private readonly transport: KafkaTransport,
    private readonly settleUnknown: SettleUnknown,
    private readonly providerMetrics: ProviderMetrics,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.looksUp = operator.providersWithLookup('').length > 0;
    metrics.gauge(
      'stopsms_lookups_waiting',
      'Unknown messages that are looked up at providers',
      () => this.waiting.size,
    );
    this.lookups = new Counter({
      name: 'stopsms_lookups_total',
      help: 'Lookups of unknown messages, by result',
      labelNames: ['provider', 'result'],
      registers: [metrics.registry],
    });
  }

  /** Digest by which a text is compared with what is found of it, also by another replica; undefined if no provider finds messages. */
  digestOf(text: string): string | undefined {
    return this.looksUp ? textDigest(text) : undefined;
  }

  /** Looks a message up from now on, if its outcome is unknown and a provider may know it. */
  add(status: MessageStatus, partition: number): void {
    if (!isUnknown(status) || this.operator.providersWithLookup(status.provider).length === 0) return;
    this.waiting.set(dispatchKey(status), { status, partition, tries: 0, dueAt: this.clock.now() + FIRST_MS });
    for (const oldest of this.waiting.keys()) {
      if (this.waiting.size <= MAX_WAITING) break;
      this.giveUp(oldest);
    }
  }

  /** Continues with the unknown messages of the partitions that this replica has now. */
  async begin(partitions: readonly number[]): Promise<void> {
    if (!this.looksUp) return;
    for (const [key, { partition }] of this.waiting) if (!partitions.includes(partition)) this.waiting.delete(key);
    if (partitions.length === 0) return;
    try {
      for (const { status, partition } of (await this.readBack(partitions)).values()) this.add(status, partition);
    } catch (error) {
      this.log.warn({ err: error }, 'Statuses not read back: earlier unknown messages stay unknown');
    }
  }

  async execute(): Promise<void> {
    const now = this.clock.now();
    const due = [...this.waiting].flatMap(([key, { dueAt }]) => (dueAt <= now ? [key] : []));
    for (let at = 0; at < due.length && !this.isStopping; at += LOOKUPS_AT_A_TIME) {
      await Promise.all(due.slice(at, at + LOOKUPS_AT_A_TIME).map((key) => this.lookUp(key)));
    }
  }

  private async readBack(partitions: readonly number[]): Promise<Map<string, Pick<Unknown, 'status' | 'partition'>>> {
    const found = new Map<string, Pick<Unknown, 'status' | 'partition'>>();
    const ours = (offsets: Offsets) => new Map([...offsets].filter(([partition]) => partitions.includes(partition)));
    const ends = await this.transport.offsets.ends(messageStatus);
    // The broker's clock, whatever hour ours shows.
    const from = ours(await this.transport.offsets.since(messageStatus, Date.now() - MAX_AGE_MS));
    const isRead = (next: Offsets) => [...next].every(([partition, offset]) => offset >= (ends.get(partition) ?? 0n));
    const take = (value: unknown, partition: number) => {
      const status = value as MessageStatus;
      if (isUnknown(status)) found.set(dispatchKey(status), { status, partition });
      else found.delete(dispatchKey(status));
    };
    await this.transport.read(messageStatus, from, take, (next) => this.isStopping || isRead(next));
    return found;
  }

  private async lookUp(key: string): Promise<void> {
    const unknown = this.waiting.get(key);
    if (!unknown) return;
    const { status } = unknown;
    if (this.settleUnknown.isKnown(key)) {
      this.waiting.delete(key);
      return;
    }
    const now = this.clock.now();
    const lookups = this.operator
      .providersWithLookup(status.provider)
      .filter(({ forMs }) => now - status.at < Math.min(forMs, MAX_AGE_MS));
    if (lookups.length === 0) return this.giveUp(key);
    for (const lookup of lookups) {
      const found = await this.lookUpAt(lookup, status.messageId);
      if (found) return this.settle(key, unknown, found);
    }
    unknown.tries += 1;
    unknown.dueAt = now + Math.min(FIRST_MS * 2 ** unknown.tries, MAX_PAUSE_MS);
  }

  /** Returns what the provider knows; undefined if it proves nothing. */
  private async lookUpAt({ provider, lookup }: MessageLookup, messageId: string): Promise<Found | undefined> {
    if ((this.pausedUntil.get(provider) ?? 0) > this.clock.now()) return undefined;
    const result = await lookup(messageId);
    this.lookups.inc({ provider, result: result.outcome });
    switch (result.outcome) {
      case 'accepted':
        return {
          ...{ status: 'submitted', provider, smscIds: [...(result.partIds ?? [result.id])] },
          ...(result.final?.parts !== undefined && { parts: result.final.parts }),
          ...(result.final && { final: result.final }),
        };
      case 'refused': {
        const detail = `${provider} answered ${result.code} ${result.detail}`.trimEnd();
        return { status: 'rejected', provider, code: 'OPERATOR_REJECTED', detail, refusal: result.class };
      }
      case 'unknown':
        if (result.afterMs !== undefined) this.pausedUntil.set(provider, this.clock.now() + result.afterMs);
        return undefined;
      case 'absent':
        return undefined;
    }
  }

  private settle(key: string, { status }: Unknown, found: Found): void {
    const { final: sent, ...rest } = found;
    const final = sent && this.compared(sent, status.textDigest, found.provider);
    this.waiting.delete(key);
    this.settleUnknown.execute(status, { ...rest, ...(final && { final }) });
  }

  /** Returns what the provider sent, with its text only if that differs from ours. @param ours - digest; of an earlier release it is absent */
  private compared(
    { text, ...rest }: FinalMessage,
    ours: string | undefined,
    provider: string,
  ): FinalMessage | undefined {
    const isOther = text !== undefined && ours !== undefined && textDigest(text) !== ours;
    if (isOther) this.providerMetrics.textDiffers(provider);
    const final = isOther ? { text, ...rest } : rest;
    return Object.keys(final).length > 0 ? final : undefined;
  }

  private giveUp(key: string): void {
    const provider = this.waiting.get(key)?.status.provider ?? 'none';
    this.waiting.delete(key);
    this.lookups.inc({ provider, result: 'given-up' });
  }
}

/** A text of which some parts arrived is unknown for good. */
const isUnknown = ({ status, code }: MessageStatus): boolean => status === 'unknown' && code === 'OUTCOME_UNKNOWN';
