import { type ClearedMessage, type MessageStatus, type SmsRequested, messageStatus } from '@stopsms/contracts';
import type { Bed } from '../bed';
import { ADVERT } from '../fixtures';
import { Limited } from './limits';

/** Advertisers with caps, people who agreed to their adverts, and dispatchers that report their outcomes. */
export class Capped extends Limited {
  constructor(private readonly ofBed: () => Bed) {
    super(ofBed);
  }

  advert = (advertiser: { id: string }, to: string, more: Partial<SmsRequested> = {}) =>
    this.ofBed().ask({ advertiserId: advertiser.id, to, text: ADVERT, ...more });

  /** The latest verdict on a message, its code where it has one. */
  latest(id: string): string {
    const { verdict, code } = this.ofBed().verdictsOf(id).at(-1) ?? {};
    return code ?? verdict ?? 'none';
  }

  /** Publishes a status as a dispatcher does. */
  async published(message: ClearedMessage, what: Partial<MessageStatus>): Promise<void> {
    const { messageId, advertiserId, recipientKey, attempt, sender } = message;
    await this.ofBed().send(messageStatus, recipientKey, {
      ...{ messageId, advertiserId, recipientKey, attempt, sender },
      ...{ lane: 'marketing', status: 'submitted', provider: 'test', at: this.ofBed().now() },
      ...(what.status === undefined && { smscIds: [`at-${messageId}`] }),
      ...what,
    });
  }
}
