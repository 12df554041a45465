import { Injectable } from '@nestjs/common';
import { type Begun, type JournalEntry, type Position, journal } from '@stopsms/contracts';
import { Publisher } from '@stopsms/messaging';
import { AboutMessage } from '../messages/about-message';
import type { Dispatchable } from '../messages/dispatchable';

/** Publishes the journal: a submit is durable here before the operator receives it. */
@Injectable()
export class JournalTopic {
  private readonly traces = new WeakMap<JournalEntry, string>();

  constructor(
    private readonly publisher: Publisher,
    private readonly about: AboutMessage,
  ) {}

  begun(message: Dispatchable, attempt: Pick<Begun, 'submission' | 'view' | 'at'>): Begun {
    const begun: Begun = { event: 'begun', ...this.about.of(message), ...attempt, ...unsubscribeOf(message) };
    this.traces.set(begun, message.traceparent);
    return begun;
  }

  /** Publishes entries in one send, acks=all. */
  async publish(entries: readonly JournalEntry[]): Promise<Position[]> {
    if (entries.length === 0) return [];
    return this.publisher.publish(
      journal,
      entries.map((value) => {
        const traceparent = this.traces.get(value);
        return { key: value.recipientKey, value, ...(traceparent === undefined ? {} : { traceparent }) };
      }),
    );
  }
}

function unsubscribeOf({ unsubscribeToken, to, language }: Dispatchable): Pick<Begun, 'unsubscribe'> {
  if (unsubscribeToken === undefined) return {};
  return { unsubscribe: { token: unsubscribeToken, msisdn: to, ...(language !== undefined && { language }) } };
}
