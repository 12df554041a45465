import { readFileSync } from 'node:fs';
import type { RunningStack } from '@stopsms/local-stack';

interface LogLine {
  broker: number;
  /** Epoch ms. */
  at: number;
  text: string;
}

/** Returns the number of the broker that became the active controller last. */
export function activeController(stack: RunningStack): number {
  const last = linesOf(stack, /QuorumController id=\d+\] Becoming the active controller/).at(-1);
  if (!last) throw new Error('No broker has become the active controller');
  return last.broker;
}

/** Counts how often groups of the services, without followers, which have one member each, shared their partitions anew. */
export function rebalances(stack: RunningStack, from: number, to: number): number {
  return linesOf(stack, /Stabilized group stopsms\.(?!\S*\.follow\.)/).filter(({ at }) => at >= from && at <= to)
    .length;
}

function linesOf({ brokers }: RunningStack, pattern: RegExp): LogLine[] {
  return brokers
    .flatMap(({ logFile }, index) =>
      readFileSync(logFile, 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((text) => ({ broker: index + 1, at: Date.parse(text.slice(0, text.indexOf(' '))), text })),
    )
    .sort((a, b) => a.at - b.at);
}
