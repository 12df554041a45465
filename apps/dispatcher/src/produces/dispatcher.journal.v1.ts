import { Injectable } from '@nestjs/common';
import { type Begun, type JournalEntry, type Position, journal } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AboutMessage } from '../messages/about-message';
import type { Dispatchable } from '../messages/dispatchable';
import { RecordedTraces } from '../messages/recorded-traces';

/** Publishes the journal: a submit is durable here before the operator receives it. */
@Injectable()
export class JournalTopic {
  private readonly traces = new RecordedTraces<JournalEntry>();

  constructor(
    private readonly publisher: Publisher,
    private readonly about: AboutMessage,
  ) {}

  begun(message: Dispatchable, attempt: Pick<Begun, 'submission' | 'view' | 'textDigest' | 'at'>): Begun {
    const begun = Object.assign({ event: 'begun' as const }, this.about.of(message), attempt, unsubscribeOf(message));
    this.traces.set(begun, message.traceparent);
    return begun;
  }

  /** Publishes entries in one send, acks=all. */
  async publish(entries: readonly JournalEntry[]): Promise<Position[]> {
    if (entries.length === 0) return [];
    return this.publisher.publish(journal, this.traces.records(entries));
  }
}

function unsubscribeOf({ unsubscribeToken, to, language }: Dispatchable): Pick<Begun, 'unsubscribe'> | undefined {
  if (unsubscribeToken === undefined) return undefined;
  return { unsubscribe: { token: unsubscribeToken, msisdn: to, ...(language !== undefined && { language }) } };
}
