import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { workspaceRoot } from '@stopsms/local-stack';
import { Progress } from './progress';
import type { Filling } from './records';

export interface Fill {
  bootstrap: string;
  filling: Filling;
  records: number;
  /** Recipients of the records, taken in turn; a new one each when absent. */
  recipients?: string[];
}

const MAX_WRITERS = 4;
/** Room for the records of the requests under way: with the usual 16 MB, each survives a collection and is copied. */
const YOUNG_MB = 128;
/** Fewer than that are written before a second writer is at work. */
const WORTH_A_WRITER = 20_000;

/**
 * Writes so many records as fast as bare producers do. kafkajs takes a whole core for it, most of that to encode the headers
 * that every record of ours has, so there is a writer for each core.
 */
export async function fillTopic({ records, ...fill }: Fill): Promise<void> {
  const progress = new Progress(`${fill.filling} written`, records);
  const writers = Math.max(1, Math.min(MAX_WRITERS, availableParallelism(), Math.floor(records / WORTH_A_WRITER)));
  const share = Math.ceil(records / writers);
  const shares = Array.from({ length: writers }, (_, n) => Math.min(share, records - n * share));
  await Promise.all(shares.map((one) => write({ ...fill, records: one }, (count) => progress.add(count))));
  progress.end();
}

function write(fill: Fill, onWritten: (count: number) => void): Promise<void> {
  const worker = new Worker(join(workspaceRoot(), 'dist/benchmarks/src/topics/fill-worker.js'), {
    workerData: fill,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  worker.on('message', onWritten);
  return new Promise((resolve, reject) => worker.once('error', reject).once('exit', () => resolve()));
}
