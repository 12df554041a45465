import { Inject, Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { LOG, type Log } from '@stopsms/service';
import { SettleUnknown } from '../journal/settle-unknown';
import type { Dispatchable } from '../messages/dispatchable';
import { outcomeOfAnswered } from '../messages/outcome';
import type { AnsweredResult } from '../operator/operator-link';
import { GuaranteeWatch, type WatchedMessage } from './guarantee-watch';

/**
 * Settles messages that were published as unknown because the operator did not respond in time, by a response that arrives after
 * all. The connection bounds how many it waits for (`libs/smpp/src/requests.ts`), and they are forgotten when it ends.
 */
@Injectable()
export class LateResults {
  constructor(
    private readonly settleUnknown: SettleUnknown,
    private readonly watch: GuaranteeWatch,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Returns at once; neither text nor number of the message is kept. */
  follow(message: Dispatchable, unknown: MessageStatus, late: Promise<AnsweredResult | undefined>): void {
    const { lane, messageId, recipientKey, after } = message;
    const watched = { lane, messageId, recipientKey, ...(after && { after }) };
    late
      .then((result) => result && this.settle(watched, unknown, result))
      .catch((error: unknown) => this.log.error({ err: error }, 'A late response could not be recorded'));
  }

  private settle(message: WatchedMessage, unknown: MessageStatus, result: AnsweredResult): void {
    this.watch.ended(message, this.settleUnknown.execute(unknown, outcomeOfAnswered(result)));
  }
}
