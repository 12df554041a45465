import { MO_READERS_GROUP, moReceived } from '@stopsms/contracts';
import type { Follower, KafkaTransport, Offsets } from '@stopsms/messaging';

/** What was received before, and was handled, has long been told where adverts still wait for it. */
const LOOK_BACK_MS = 900_000;
/** Between the clocks of this machine and of two brokers. */
const SKEW_MS = 60_000;

/**
 * What a dispatcher reads of received texts when it starts: those of the last quarter of an hour, and whatever inbound-mo has
 * not handled yet, however old it is.
 * @param now - epoch ms, by the machine's clock as brokers have it
 */
export async function whereToBegin(
  follower: Pick<Follower, 'since'>,
  offsets: Pick<KafkaTransport['offsets'], 'committedOn'>,
  now: number,
): Promise<Offsets> {
  const handled = await offsets.committedOn(MO_READERS_GROUP, moReceived);
  const recent = await follower.since(now - LOOK_BACK_MS);
  return new Map([...recent].map(([n, at]) => [n, smaller(at, handled.get(n) ?? 0n)]));
}

/** From when on the end of a text may come before the text itself, as both are read side by side; epoch ms. */
export const whatConcerns = (now: number): number => now - LOOK_BACK_MS - SKEW_MS;

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
