import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningStack } from '@stopsms/local-stack';

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
/** Offsets in a record batch of Kafka's format 2, and the octets before its length counts. */
const [LENGTH, ATTRIBUTES, BEFORE_LENGTH] = [8, 21, 12];
const CODEC_BITS = 0b111;

/** Returns the compressions of the batches on a topic, as the broker has them on disk. */
export function codecsOf({ dir }: RunningStack, topic: string): Set<string> {
  const data = join(dir, 'kafka', 'data');
  const partitions = readdirSync(data).filter((name) => name.replace(/-\d+$/, '') === topic);
  const logs = partitions.flatMap((partition) =>
    readdirSync(join(data, partition))
      .filter((file) => file.endsWith('.log'))
      .map((file) => readFileSync(join(data, partition, file))),
  );
  const found = new Set<string>();
  for (const log of logs) {
    let at = 0;
    while (at + BEFORE_LENGTH < log.length && log.readInt32BE(at + LENGTH) > 0) {
      found.add(CODECS[log.readInt16BE(at + ATTRIBUTES) & CODEC_BITS] ?? 'another');
      at += BEFORE_LENGTH + log.readInt32BE(at + LENGTH);
    }
  }
  return found;
}
