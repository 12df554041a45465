import { setTimeout as delay } from 'node:timers/promises';
import { type Abstract, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import { LOG, type Log } from '../log';
import { ScheduledJob } from './scheduled-job';
import { Worker } from './worker';

/** Limit of the wait for running work at shutdown. What a run has not committed by then is done again after the restart. */
const SHUTDOWN_LIMIT_MS = 4_000;

/**
 * Runs every `ScheduledJob` and `Worker` among a service's providers, from the end of the start until `stop`. `@nestjs/schedule` keeps
 * the timers; its own decorators neither prevent overlap nor wait for a run at shutdown.
 */
@Injectable()
export class BackgroundJobs implements OnApplicationBootstrap {
  private readonly running = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, number>();
  private readonly work: (ScheduledJob | Worker)[] = [];
  private readonly abort = new AbortController();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scheduler: SchedulerRegistry,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Aborted at shutdown, before anything that background work needs is closed. */
  get stopping(): AbortSignal {
    return this.abort.signal;
  }

  onApplicationBootstrap(): void {
    for (const job of this.found(ScheduledJob)) this.schedule(job);
    for (const worker of this.found(Worker)) this.begin(worker);
  }

  /** Ends all ticks and loops, and waits for what is running, for at most four seconds. */
  async stop(): Promise<void> {
    for (const name of this.scheduler.getIntervals()) this.scheduler.deleteInterval(name);
    this.abort.abort();
    for (const each of this.work) each.stop();
    const limit = new AbortController();
    const late = delay(SHUTDOWN_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.running.values()), late]);
    limit.abort();
    if (this.running.size > 0) {
      const jobs = [...this.running.keys()];
      this.log.warn({ jobs }, 'Background work did not end in time; it is repeated after the restart');
    }
  }

  private schedule(job: ScheduledJob): void {
    const { name } = job.constructor;
    this.work.push(job);
    const tick = () => {
      if (!this.running.has(name)) this.track(name, this.attempt(job));
    };
    this.scheduler.addInterval(name, setInterval(tick, job.everyMs));
    if (job.runsAtStart) tick();
  }

  private async attempt(job: ScheduledJob): Promise<void> {
    const { name } = job.constructor;
    try {
      await job.execute();
      this.failures.delete(name);
    } catch (error) {
      this.report(name, job.failure, error, job.everyMs);
    }
  }

  private begin(worker: Worker): void {
    const { name } = worker.constructor;
    this.work.push(worker);
    const onFailure = (error: Error, retryInMs: number) => this.report(name, worker.failure, error, retryInMs);
    this.track(name, worker.run(onFailure));
  }

  private track(name: string, run: Promise<void>): void {
    this.running.set(
      name,
      run.finally(() => this.running.delete(name)),
    );
  }

  private report(job: string, failure: string, err: unknown, retryInMs: number): void {
    const failures = (this.failures.get(job) ?? 0) + 1;
    this.failures.set(job, failures);
    this.log.warn({ err, job, failures, retryInMs }, failure);
  }

  private found<T extends object>(type: Abstract<T>): Set<T> {
    const isOfType = (instance: unknown): instance is T => instance instanceof (type as never);
    return new Set(this.discovery.getProviders().flatMap(({ instance }) => (isOfType(instance) ? [instance] : [])));
  }
}
