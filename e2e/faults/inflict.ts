import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Part, RunningStack } from '@stopsms/local-stack';
import { Kafka, logLevel } from 'kafkajs';
import type { FailedStart } from './check/history';
import type { Fault, PartName, PlannedFault } from './fault-plan';
import type { Operator } from './operator';

const LANES_GROUP = 'stopsms.dispatcher.lanes';
/** Well above the group's session timeout of 15 s. */
const MAX_FREEZE_MS = 40_000;
const ATTEMPTS = 10;
/** Pause after a failed start, as an orchestrator makes it: a start may fail within a second. */
const BACKOFF_MS = 2_000;

export const partsOf = ({ replicas, brokers, postgres }: RunningStack): Map<string, Part> =>
  new Map([...replicas, ...brokers, postgres].map((part) => [part.name, part]));

/** Does to a running stack what a plan says. */
export class Inflictor {
  private readonly parts: Map<string, Part>;
  /** One thing at a time to each part. */
  private readonly busy = new Map<string, Promise<void>>();
  private readonly kafka: Kafka;
  private readonly failed = new AbortController();
  readonly failedStarts: FailedStart[] = [];

  constructor(
    stack: RunningStack,
    private readonly operator: Operator,
  ) {
    // Each pause listens to it; Node treats more than ten listeners as a leak.
    setMaxListeners(0, this.failed.signal);
    this.parts = partsOf(stack);
    this.kafka = new Kafka({ brokers: stack.kafka.bootstrap.split(','), logLevel: logLevel.NOTHING });
  }

  /** Resolves when the last fault is over and every part is back. */
  async run(plan: readonly PlannedFault[], onFault: (fault: Fault) => void): Promise<void> {
    const startedAt = performance.now();
    const under = plan.map(async ({ atMs, fault }) => {
      await pause(Math.max(0, atMs - (performance.now() - startedAt)), undefined, this.failed);
      onFault(fault);
      await this.inflict(fault);
    });
    await Promise.all(under);
  }

  /** Gives up the rest of a plan; resolves once no part is being brought back, which would outlive the stack. */
  async abandon(): Promise<void> {
    this.failed.abort();
    await Promise.allSettled(this.busy.values());
  }

  async inflict(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'kill':
        return this.alone(fault.part, async (part) => {
          await part.kill();
          await pause(fault.downMs, undefined, this.failed);
          await this.back(part);
        });
      case 'restart':
        return this.alone(fault.part, async (part) => {
          await part.stop();
          await this.back(part);
        });
      case 'freeze':
        return this.alone(fault.part, (part) => this.freeze(part, fault.longerMs));
      case 'disconnect':
        return this.operator.disconnect();
      case 'operator':
        await this.operator.mood(fault.mood);
        await pause(fault.forMs, undefined, this.failed);
        return this.operator.endMood(fault.mood);
    }
  }

  /** @throws Error if the stack has no such part */
  part(name: PartName): Part {
    const part = this.parts.get(name);
    if (!part) throw new Error(`There is no ${name} to break: the stack has ${[...this.parts.keys()].join(', ')}`);
    return part;
  }

  private async alone(name: PartName, work: (part: Part) => Promise<void>): Promise<void> {
    const turn = (this.busy.get(name) ?? Promise.resolve()).then(() => work(this.part(name)));
    this.busy.set(name, turn);
    await turn;
  }

  /** As a virtual machine does that is moved to another host: it wakes with everything it had in mind. */
  private async freeze(part: Part, longerMs: number): Promise<void> {
    const before = await this.members().catch(() => undefined);
    // It may have ended by itself, with its broker gone.
    if (!part.isRunning) return;
    const { pid } = part;
    process.kill(pid, 'SIGSTOP');
    try {
      const deadline = performance.now() + MAX_FREEZE_MS;
      const moved = async () => before !== undefined && (await this.members()) < before;
      while (performance.now() < deadline && !(await moved().catch(() => false)))
        await pause(500, undefined, this.failed);
      await pause(longerMs, undefined, this.failed);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }

  /** Members of the dispatchers' group; Infinity while it is being shared out anew. */
  private async members(): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const [group] = (await admin.describeGroups([LANES_GROUP])).groups;
      return group?.state === 'Stable' ? group.members.length : Infinity;
    } finally {
      await admin.disconnect();
    }
  }

  /** Retries a start that fails while the broker or the database is down too, and notes it. */
  private async back(part: Part): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.failed.signal.throwIfAborted();
      const startedAt = performance.now();
      try {
        return await part.restart();
      } catch (error) {
        if (attempt >= ATTEMPTS) throw error;
        const lastWords = (error as Error).message;
        // What was not ready in our time, and was killed for it, did not give up by itself.
        if (!/ it ended \(/.test(lastWords) || part.name === 'kafka' || part.name === 'postgres') continue;
        this.failedStarts.push({ part: part.name, afterMs: Math.round(performance.now() - startedAt), lastWords });
        await pause(BACKOFF_MS, undefined, this.failed);
      }
    }
  }
}
