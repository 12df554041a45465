import {
  type JournalEntry,
  type MessageStatus,
  clearedMarketing,
  journal,
  messageStatus,
  smsRequested,
} from '@stopsms/contracts';
import type { Product } from '../product/product';
import { type Ends, endsOf, readSince } from '../product/topic-ends';

const BIN_MS = 250;

/** Records of one stage by the time at which they were written, so many in each quarter of a second. */
export class Stage {
  private readonly bins = new Map<number, number>();
  count = 0;
  firstAt = Infinity;
  lastAt = 0;

  constructor(readonly name: string) {}

  add(at: number): void {
    this.count += 1;
    this.firstAt = Math.min(this.firstAt, at);
    this.lastAt = Math.max(this.lastAt, at);
    const bin = Math.floor(at / BIN_MS);
    this.bins.set(bin, (this.bins.get(bin) ?? 0) + 1);
  }

  /** Written all at once it took a millisecond, the broker's unit. */
  get perSecond(): number {
    return (1_000 * this.count) / Math.max(this.lastAt - this.firstAt, 1);
  }

  /** The most that this stage had written and the next one had not. */
  mostWaitingFor(next: Stage): number {
    const bins = [...new Set([...this.bins.keys(), ...next.bins.keys()])].sort((a, b) => a - b);
    let waiting = 0;
    let most = 0;
    for (const bin of bins) {
      waiting += (this.bins.get(bin) ?? 0) - (next.bins.get(bin) ?? 0);
      most = Math.max(most, waiting);
    }
    return most;
  }
}

const TOPICS = [smsRequested, clearedMarketing, journal, messageStatus].map(({ name }) => name);

/** Returns the present ends of the topics of the pipeline. */
export async function markStages({ admin }: Product): Promise<Map<string, Ends>> {
  return new Map(await Promise.all(TOPICS.map(async (name) => [name, await endsOf(admin, name)] as const)));
}

/** Reads what was written since the marks: requested, cleared, begun, submitted. */
export async function stagesSince(product: Product, marks: Map<string, Ends>): Promise<Stage[]> {
  const [requested, cleared, begun, submitted] = ['requested', 'cleared', 'begun', 'submitted'].map(
    (name) => new Stage(name),
  ) as [Stage, Stage, Stage, Stage];
  const read = (topic: string, onMessage: (value: unknown, writtenAt: number) => void) =>
    readSince(product, topic, marks.get(topic) ?? new Map(), onMessage);
  await read(smsRequested.name, (_, writtenAt) => requested.add(writtenAt));
  await read(clearedMarketing.name, (_, writtenAt) => cleared.add(writtenAt));
  await read(journal.name, (value, writtenAt) => {
    if ((value as JournalEntry).event === 'begun') begun.add(writtenAt);
  });
  await read(messageStatus.name, (value, writtenAt) => {
    if ((value as MessageStatus).status === 'submitted') submitted.add(writtenAt);
  });
  return [requested, cleared, begun, submitted];
}
