import { REQUEST_TIMEOUT_MS } from '../client/connection';

/** Time that the group may let a member wait for the others when it rejoins. */
export const REBALANCE_TIMEOUT_MS = 60_000;
/** Time that kafkajs adds to it for the network. */
const NETWORK_MS = 5_000;
/** Longest time from one response of a group to the next: the coordinator is found, the group is joined, partitions are assigned. */
const MAX_SILENCE_MS = 2 * REQUEST_TIMEOUT_MS + REBALANCE_TIMEOUT_MS + NETWORK_MS;
const CHECKS = 25;
/** Checks without membership after which the consumer has failed: three times as long as a join may take. */
const MAX_CHECKS_OUTSIDE = 3 * CHECKS;

/** Kafka's names of requests that a member sends to its group or to find it. */
const OF_THE_GROUP: ReadonlySet<string> = new Set(['GroupCoordinator', 'JoinGroup', 'SyncGroup', 'Heartbeat']);

/**
 * Watches for a member that gets no response from its group any more, or that is no member for long whatever the group responds,
 * although the cluster responds to others. Time is counted in checks, so that neither a frozen process nor a broker that is away
 * counts: any response, also a refusal, begins the count of silence anew, and any check that the cluster does not answer both counts.
 */
export class SilenceWatch {
  private silentChecks = 0;
  private checksOutside = 0;
  private isChecking = false;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param assertClusterAnswers - rejects if the cluster cannot be reached
   * @param onSilent - called once, with what happened
   * @param isMember - true while it has partitions, or may have
   */
  constructor(
    private readonly assertClusterAnswers: () => Promise<void>,
    private readonly onSilent: (event: string) => void,
    private readonly isMember: () => boolean,
    private readonly maxSilenceMs = MAX_SILENCE_MS,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.check(), this.maxSilenceMs / CHECKS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Called with the name of each request that was answered. */
  answered(apiName: string): void {
    if (OF_THE_GROUP.has(apiName)) this.silentChecks = 0;
  }

  private async check(): Promise<void> {
    if (this.isChecking) return;
    this.silentChecks += 1;
    this.checksOutside = this.isMember() ? 0 : this.checksOutside + 1;
    // A heartbeat is due in the meantime, and joining takes a moment.
    if (this.silentChecks <= 1 && this.checksOutside <= 1) return;
    this.isChecking = true;
    const isAnswered = await this.assertClusterAnswers().then(
      () => true,
      () => false,
    );
    this.isChecking = false;
    if (!isAnswered) this.silentChecks = this.checksOutside = 0;
    if (!this.timer) return;
    if (this.silentChecks > CHECKS) this.report('had no response from its group', CHECKS);
    else if (this.checksOutside > MAX_CHECKS_OUTSIDE && !this.isMember())
      this.report('was no member of its group', MAX_CHECKS_OUTSIDE);
  }

  private report(event: string, checks: number): void {
    this.stop();
    const seconds = Math.round(((this.maxSilenceMs / CHECKS) * checks) / 1_000);
    this.onSilent(`${event} for ${seconds} s, although Kafka responds to other requests`);
  }
}
