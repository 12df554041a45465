import { MO_READERS_GROUP, moReceived } from '@stopsms/contracts';
import type { Follower, KafkaTransport, Offsets } from '@stopsms/messaging';

/**
 * Period before the start whose texts are read. Earlier ones that were handled and still hold adverts are on the quarantine
 * topic.
 */
const LOOK_BACK_MS = 900_000;
/** Maximum difference between the clocks of this machine and of two brokers. */
const SKEW_MS = 60_000;

/**
 * Offsets from which a dispatcher reads received texts at start: those of the last quarter of an hour, and all that
 * inbound-mo has not handled yet, however old.
 * @param now - epoch ms, by the machine's clock as brokers have it
 */
export async function startOffsets(
  follower: Pick<Follower, 'since'>,
  offsets: Pick<KafkaTransport['offsets'], 'committedOn'>,
  now: number,
): Promise<Offsets> {
  const handled = await offsets.committedOn(MO_READERS_GROUP, moReceived);
  const recent = await follower.since(now - LOOK_BACK_MS);
  return new Map([...recent].map(([n, at]) => [n, smaller(at, handled.get(n) ?? 0n)]));
}

/** Instant from which the end of a text may arrive before the text itself, as both are read in parallel; epoch ms. */
export const relevantFrom = (now: number): number => now - LOOK_BACK_MS - SKEW_MS;

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
