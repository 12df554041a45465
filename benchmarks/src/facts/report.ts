import { printFigure, printSpread, quantile } from '../spread';
import type { Measured } from './measure';

export function printMeasured(results: ReadonlyMap<string, Measured[]>, messages: number): void {
  for (const [name, rounds] of results) {
    const each = (label: string, unit: string, of: (one: Measured) => number, digits = 0) =>
      printSpread(`${name}: ${label}`, rounds.map(of), unit, digits);
    const micros = (ms: number) => (1_000 * ms) / messages;
    each('heap', 'bytes a message', ({ size }) => size.heap / messages);
    each('indexes', 'bytes a message', ({ size }) => size.index / messages);
    each('write-ahead log', 'bytes a message', ({ walBytes }) => walBytes / messages);
    each('processor time of Node, hashes included', 'µs a message', ({ nodeMs }) => micros(nodeMs), 1);
    each('processor time of PostgreSQL', 'µs a message', ({ postgresMs }) => micros(postgresMs), 1);
    each('on the wall', 'µs a message', ({ wallMs }) => micros(wallMs), 1);
    each('read for sealing, both', 'µs a message', ({ sealing }) => micros(sealing.nodeMs + sealing.postgresMs), 1);
    each('one message, p50', 'ms', ({ oneMs }) => quantile(oneMs, 0.5), 1);
    each('one message, p99', 'ms', ({ oneMs }) => quantile(oneMs, 0.99), 1);
    each('messages of the campaign by pages of 100', 's', ({ campaign }) => campaign.wallMs / 1_000, 2);
    each('the same, processor time of both', 's', ({ campaign }) => (campaign.nodeMs + campaign.postgresMs) / 1_000, 2);
    each('erasure of one person, and one message after it', 'ms', ({ erasureMs }) => erasureMs, 1);
    printFigure(`${name}: messages looked up`, String(rounds[0]?.campaign.messages ?? 0));
    console.log();
  }
}
