import { REQUEST_TIMEOUT_MS } from '../client/connection';

/** Time that the group may let a member wait for the others when it rejoins. */
export const REBALANCE_TIMEOUT_MS = 60_000;
/** Time that kafkajs adds to it for the network. */
const NETWORK_MS = 5_000;
/** Longest time from one response of a group to the next: the coordinator is found, the group is joined, partitions are assigned. */
const MAX_SILENCE_MS = 2 * REQUEST_TIMEOUT_MS + REBALANCE_TIMEOUT_MS + NETWORK_MS;
const CHECKS = 25;

/** Kafka's names of requests that a member sends to its group or to find it. */
const OF_THE_GROUP: ReadonlySet<string> = new Set(['GroupCoordinator', 'JoinGroup', 'SyncGroup', 'Heartbeat']);

/**
 * Watches for a member that gets no response from its group any more although the cluster responds to others. Time is counted
 * in checks, so that neither a frozen process nor a broker that is away counts: any response, also a refusal, and any check
 * that the cluster does not answer begin the count anew.
 */
export class SilenceWatch {
  private silentChecks = 0;
  private isChecking = false;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param assertClusterAnswers - rejects if the cluster cannot be reached
   * @param onSilent - called once, with what happened
   */
  constructor(
    private readonly assertClusterAnswers: () => Promise<void>,
    private readonly onSilent: (event: string) => void,
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
    // A heartbeat is due in the meantime.
    if (this.silentChecks === 1) return;
    this.isChecking = true;
    const isAnswered = await this.assertClusterAnswers().then(
      () => true,
      () => false,
    );
    this.isChecking = false;
    if (!isAnswered) this.silentChecks = 0;
    if (this.silentChecks <= CHECKS || !this.timer) return;
    this.stop();
    const seconds = Math.round(this.maxSilenceMs / 1_000);
    this.onSilent(`no response from its group for ${seconds} s, although Kafka responds to other requests`);
  }
}
