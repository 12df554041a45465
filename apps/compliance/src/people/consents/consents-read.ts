import { Injectable } from '@nestjs/common';
import { consentsCollected } from '@stopsms/contracts';
import { KafkaTransport } from '@stopsms/messaging';

/** So long an answer does for further questions about one campaign that decide about nothing. */
const LATELY_MS = 5_000;

/** Waits until the published consents are read: the ledger knows nothing of those still in transit. */
@Injectable()
export class ConsentsRead {
  private last: { about: string; at: number; answer: Promise<boolean> } | undefined;

  constructor(private readonly transport: KafkaTransport) {}

  /** True once everything published by now is read; false if that takes longer than `patienceMs`. */
  now(patienceMs: number): Promise<boolean> {
    return this.transport.groupCaughtUp(consentsCollected, patienceMs);
  }

  /**
   * As of some seconds ago at most, where much is asked about one campaign, page by page.
   * @param about - advertiser and campaign: callers choose the campaign's id, and share no answer with another's
   */
  lately(about: string, patienceMs: number): Promise<boolean> {
    const { last } = this;
    if (last?.about === about && performance.now() - last.at < LATELY_MS) return last.answer;
    const answer = this.now(patienceMs);
    const asked = { about, at: performance.now(), answer };
    this.last = asked;
    // What could not be asked is asked again.
    answer.catch(() => {
      if (this.last === asked) this.last = undefined;
    });
    return answer;
  }
}
