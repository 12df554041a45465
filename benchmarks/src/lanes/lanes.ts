import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { clearedMarketing, smsRequested } from '@stopsms/contracts';
import { printLoad } from '../machine';
import { MOST_RECIPIENTS, enrol, msisdn } from '../product/audience';
import { Product } from '../product/product';
import { Requests } from '../product/requests';
import { behave, simulatorStats } from '../product/simulator';
import { endsOf, writtenSince } from '../product/topic-ends';
import { printFigure, printSpread, quantile } from '../spread';

/** `answerMs`: the operator's time to answer a submit; with the window it sets how long the queue stays. */
export const LANES_FLAGS = { adverts: 100_000, codes: 40, window: 10, answerMs: 50, everyMs: 250 };
type Flags = typeof LANES_FLAGS;

const POLL_MS = 5;
const AT_ONCE = 2_000;

/** How long a one-time code takes to the handset, with nothing else to send and behind a queue of adverts. */
export async function lanes(flags: Flags): Promise<void> {
  const product = await Product.start([], { SMPP_WINDOW: String(flags.window) });
  try {
    const advertiserId = await enrol(product, MOST_RECIPIENTS);
    await behave(product, { submitDelayMs: flags.answerMs });
    await sendCodes(product, advertiserId, 5, flags.everyMs);
    const alone = await sendCodes(product, advertiserId, flags.codes, flags.everyMs);
    const from = await endsOf(product.admin, clearedMarketing.name);
    const { accepted: before } = await simulatorStats(product);
    const requests = new Requests(product, { advertiserId, recipients: MOST_RECIPIENTS / 2, texts: 1 });
    for (let sent = 0; sent < flags.adverts; sent += AT_ONCE) await requests.send(AT_ONCE);
    while ((await writtenSince(product.admin, clearedMarketing.name, from)) < flags.adverts) await delay(500);
    const left = async () => flags.adverts - ((await simulatorStats(product)).accepted - before);
    const queuedBefore = await left();
    const behind = await sendCodes(product, advertiserId, flags.codes, flags.everyMs);
    console.log(`\none-time codes, from the request on Kafka to the handset, ${flags.codes} each, milliseconds`);
    for (const [label, times] of [
      ['alone', alone],
      ['behind adverts', behind],
    ] as const) {
      printSpread(label, times, 'ms', 0);
      printFigure(`${label}: p90`, `${quantile(times, 0.9).toFixed(0)} ms`);
    }
    printFigure('adverts queued at the first and last code', `${queuedBefore} … ${await left()}`);
    printLoad();
  } finally {
    await product.stop();
  }
}

async function sendCodes(product: Product, advertiserId: string, count: number, everyMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    // Numbers that get no advert, so that only the codes are on them.
    const to = msisdn(MOST_RECIPIENTS - 1 - n);
    const known = await messagesOn(product, to);
    const value = { id: randomUUID(), advertiserId, category: 'informative' as const, to, country: 'FR' };
    const startedAt = performance.now();
    await product.publisher.publish(smsRequested, [
      { key: value.id, value: { ...value, text: `Lorane : votre code de connexion est ${100_000 + n}.` } },
    ]);
    while ((await messagesOn(product, to)) === known) await delay(POLL_MS);
    times.push(performance.now() - startedAt);
    await delay(everyMs);
  }
  return times;
}

async function messagesOn({ stack }: Product, to: string): Promise<number> {
  const answer = await fetch(`${stack.simulator.url}/handsets/${encodeURIComponent(to)}/messages`);
  return ((await answer.json()) as unknown[]).length;
}
