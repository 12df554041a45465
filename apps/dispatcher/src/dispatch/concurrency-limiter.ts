import { type BulkheadPolicy, bulkhead } from 'cockatiel';
import { Injectable } from '@nestjs/common';
import { OperatorLink } from '../operator/operator-link';
import { allSettled } from '../all-settled';
import type { Dispatchable } from '../messages/dispatchable';

/** Chunks of one lane between journal and outcome: while one is with the operator, others are being published. */
const CHUNKS_AT_A_TIME = 4;

/**
 * Hands over a batch in chunks, a few at a time for each operator and lane. After a crash, journalled messages are unknown
 * and do not leave, so no more is journalled than leaves at once. A slow operator delays no other operator, and adverts delay
 * no one-time code.
 */
@Injectable()
export class ConcurrencyLimiter {
  private readonly bulkheads = new Map<string, BulkheadPolicy>();

  constructor(private readonly operator: OperatorLink) {}

  /**
   * @param batch - messages of one lane
   * @param work - called with messages for one operator, unless that becomes unavailable meanwhile
   * @returns the result of each chunk, once none is in progress
   */
  async run<R>(batch: Dispatchable[], work: (chunk: Dispatchable[]) => Promise<R>): Promise<R[]> {
    const groups = new Map<string, Dispatchable[]>();
    for (const message of batch) {
      const provider = this.operator.providerOf(message);
      const group = groups.get(provider);
      if (group) group.push(message);
      else groups.set(provider, [message]);
    }
    return (
      await allSettled([...groups].map(([provider, messages]) => this.inChunks(provider, messages, work)))
    ).flat();
  }

  private async inChunks<R>(
    provider: string,
    messages: Dispatchable[],
    work: (chunk: Dispatchable[]) => Promise<R>,
  ): Promise<R[]> {
    const limit = this.bulkheadOf(`${provider}/${messages[0]?.lane}`);
    const results: R[] = [];
    while (messages.length > 0) {
      // As many as the operator takes when the turn comes, not when it was requested.
      results.push(await limit.execute(() => work(messages.splice(0, this.operator.chunkOf(provider)))));
    }
    return results;
  }

  private bulkheadOf(key: string): BulkheadPolicy {
    const limit = this.bulkheads.get(key) ?? bulkhead(CHUNKS_AT_A_TIME, Infinity);
    this.bulkheads.set(key, limit);
    return limit;
  }
}
