import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Begun, type JournalEntry, journal } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service-kit';
import { type Dispatchable, dispatchKey } from '../use-cases/dispatchable';
import { RememberedOutcomes } from '../use-cases/remembered-outcomes';
import { type Open, statusOf } from './journal-tail';
import { LateWords } from './late-words';

/** So long a word of the owner before is waited for: a machine that was moved to another host, a process started again. */
const LISTEN_MS = 120_000;
const AGAIN_AFTER_MS = 1_000;

interface Doubt {
  begun: Begun;
  /** Those that are not given back. */
  submissions: Set<string>;
  until: number;
  /** Of the service lane. */
  message?: Dispatchable;
}

/**
 * Messages that this replica has told unknown because the owner before it had begun them. Should that one, frozen until then
 * or started again, give back each try it made, nothing was written: compliance is given it back, to decide on it anew.
 * What answers a person has no such place to go back to and is sent from here. Nobody else sends it, whoever has its
 * partition by then: every later owner takes `unknown` as it stands.
 */
@Injectable()
export class Doubts implements OnApplicationShutdown {
  private readonly open = new Map<string, Doubt>();
  private readonly following = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private send: ((message: Dispatchable) => Promise<void>) | undefined;

  constructor(
    private readonly transport: KafkaTransport,
    private readonly remembered: RememberedOutcomes,
    private readonly late: LateWords,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @param send - takes a message whose record has passed */
  attach(send: (message: Dispatchable) => Promise<void>): void {
    this.send = send;
  }

  /** @param from - of the journal, where it was read to at least */
  begin(doubts: readonly Open[], from: Offsets): void {
    if (doubts.length === 0) return;
    const until = performance.now() + LISTEN_MS;
    const keys = doubts.map(({ begun }) => dispatchKey(begun));
    for (const { begun, submissions } of doubts) {
      this.open.set(dispatchKey(begun), { begun, submissions: new Set(submissions), until });
    }
    const isOver = () => {
      return this.ending.signal.aborted || performance.now() > until || !keys.some((key) => this.open.has(key));
    };
    const hear = (value: unknown) => this.hear(value as JournalEntry);
    const following = this.transport
      .read(journal, from, hear, isOver)
      .catch((error: unknown) => this.log.warn({ err: error }, 'Journal not followed: what is unknown stays so'))
      .finally(() => {
        for (const key of keys) if (this.open.get(key)?.until === until) this.open.delete(key);
        this.following.delete(following);
      });
    this.following.add(following);
  }

  /** Its record came and counts as handled. */
  keep(message: Dispatchable): void {
    const doubt = message.lane === 'service' ? this.open.get(dispatchKey(message)) : undefined;
    if (doubt) doubt.message = message;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.following);
  }

  private hear(entry: JournalEntry): void {
    const key = dispatchKey(entry);
    const doubt = this.open.get(key);
    if (!doubt || entry.event !== 'given-back') return;
    doubt.submissions.delete(entry.submission);
    if (doubt.submissions.size > 0) return;
    this.open.delete(key);
    if (doubt.begun.lane === 'service') this.sendHere(key, doubt);
    else this.giveBack(key, doubt.begun);
  }

  private giveBack(key: string, begun: Begun): void {
    const detail = 'It was begun by a dispatcher that wrote nothing of it, as that one told later.';
    const status = statusOf(begun, { status: 'expired', code: 'NOT_WRITTEN', detail, at: this.clock.now() });
    this.remembered.set(key, status, true);
    this.late.tell([status]);
  }

  /** Its record may come again, or only now. */
  private sendHere(key: string, { message, until }: Doubt): void {
    this.remembered.forget(key);
    if (message) void this.sendUntil(until, message);
  }

  private async sendUntil(until: number, message: Dispatchable): Promise<void> {
    const { signal } = this.ending;
    while (performance.now() < until && !signal.aborted) {
      try {
        return await this.send?.({ ...message, isOurs: () => true, isOurDoubt: true });
      } catch (error) {
        this.log.debug({ err: error }, 'An answer that was given back cannot leave yet');
        await pause(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
