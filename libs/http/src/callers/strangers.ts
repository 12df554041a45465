import { Latest, networkOf } from '@stopsms/kernel';
import type { Request } from 'express';
import { Problem } from '../problem';
import { MAX_NETWORKS, RateLimit } from '../rate-limit';

/** Bodies of unknown callers that are read at a time, each of at most 1 MB: of one network, and of all. */
const MAX_BODIES_OF_ONE = 20;
const MAX_BODIES = 100;
/** Time for which a network stays known after right credentials. */
const KNOWN_MS = 3_600_000;

/**
 * Bounds callers of a door that is open until the body shows who they are, because they sign it or put a password in it. A network
 * with right credentials within the last hour is not bounded, so that strangers who share an address with it cannot keep out a STOP.
 */
export class Strangers {
  private readonly failures: RateLimit;
  private readonly knownSince = new Latest<number>(MAX_NETWORKS);
  private readonly reading = new Map<string, number>();
  private total = 0;

  /**
   * @param failuresPerMinute - wrong credentials of one network; twice as many at once
   * @param refusal - thrown above a bound
   */
  constructor(
    failuresPerMinute: number,
    private readonly refusal: (seconds: number) => Problem,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.failures = new RateLimit(failuresPerMinute, MAX_NETWORKS, 'minute');
  }

  /**
   * Reads a body, and reports whose it is.
   * @param read - reads the body and compares credentials; throws if they are wrong or missing
   */
  async hold<T>(request: Pick<Request, 'ip'>, read: () => Promise<T>): Promise<T> {
    const network = networkOf(request.ip ?? '');
    if (this.isKnown(network)) return this.remembering(network, read);
    const others = this.reading.get(network) ?? 0;
    if (others >= MAX_BODIES_OF_ONE || this.total >= MAX_BODIES) throw this.refusal(1);
    // Counted before: the failures of many requests at a time would otherwise come too late.
    const seconds = this.failures.refuses(network);
    if (seconds !== undefined) throw this.refusal(seconds);
    this.reading.set(network, others + 1);
    this.total += 1;
    try {
      const result = await this.remembering(network, read);
      this.failures.giveBack(network);
      return result;
    } catch (error) {
      // A fault of ours, or a bound of the known caller.
      if (!(error instanceof Problem) || error.getStatus() >= 500) this.failures.giveBack(network);
      throw error;
    } finally {
      this.release(network);
    }
  }

  private async remembering<T>(network: string, read: () => Promise<T>): Promise<T> {
    const result = await read();
    this.knownSince.set(network, this.now());
    return result;
  }

  private isKnown(network: string): boolean {
    const since = this.knownSince.get(network);
    return since !== undefined && this.now() - since < KNOWN_MS;
  }

  private release(network: string): void {
    const left = (this.reading.get(network) ?? 1) - 1;
    if (left === 0) this.reading.delete(network);
    else this.reading.set(network, left);
    this.total -= 1;
  }
}
