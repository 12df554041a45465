import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { clearedMarketing, smsRequested } from '@stopsms/contracts';
import { count } from '../command/flags';
import { MAX_RECIPIENTS, enrol, msisdn } from '../product/audience';
import { productBenchmark, windowFlag } from '../product/on-product';
import type { Product } from '../product/product';
import { Requests } from '../product/requests';
import { behave, simulatorStats } from '../product/simulator';
import { endsOf, untilWritten } from '../product/topic-ends';
import { printFigure, printSpread, quantile } from '../spread';

const POLL_MS = 5;
const AT_ONCE = 2_000;
const WARM_UP = 5;

export const lanes = productBenchmark({
  name: 'lanes',
  summary: 'a one-time code behind a queue of adverts',
  about:
    'How long a one-time code takes to the handset, with nothing else to send and behind a queue of adverts. ' +
    'The first is the peer of the second.',
  flags: {
    adverts: count(100_000, 'in the queue'),
    codes: count(40, 'each time', { to: MAX_RECIPIENTS / 2 }),
    window: windowFlag(10),
    answerMs: count(50, "the operator's time to answer a submit: with the window, how long the queue stays", {
      from: 0,
    }),
    everyMs: count(250, 'between two codes', { from: 0 }),
  },
  settings: ({ window }) => ({ env: { SMPP_WINDOW: String(window) } }),
  measure: async (product, { adverts, codes, answerMs, everyMs }) => {
    console.log(`\nlanes: ${codes} codes alone, and ${codes} behind ${adverts} adverts, answered in ${answerMs} ms`);
    // Those who get codes get no advert, so that only the codes are on them.
    const recipients = Math.min(adverts, MAX_RECIPIENTS / 2);
    const advertiserId = await enrol(product, recipients);
    await behave(product, { submitDelayMs: answerMs });
    try {
      await sendCodes(product, advertiserId, WARM_UP, everyMs);
      const alone = await sendCodes(product, advertiserId, codes, everyMs);
      const from = await endsOf(product.admin, clearedMarketing.name);
      const { accepted: before } = await simulatorStats(product);
      const requests = new Requests(product, { advertiserId, recipients, texts: 1 });
      await requests.sendAll(adverts, AT_ONCE);
      await untilWritten(product, clearedMarketing.name, from, adverts);
      const left = async () => adverts - ((await simulatorStats(product)).accepted - before);
      const queuedBefore = await left();
      const behind = await sendCodes(product, advertiserId, codes, everyMs);
      console.log(`\none-time codes, from the request on Kafka to the handset, ${codes} each, milliseconds`);
      printTimes('alone', alone);
      printTimes('behind adverts', behind);
      printFigure('adverts queued at the first and last code', `${queuedBefore} … ${await left()}`);
    } finally {
      await behave(product, { submitDelayMs: 0 });
    }
  },
});

function printTimes(label: string, times: number[]): void {
  printSpread(label, times, 'ms', 0);
  printFigure(`${label}: p90`, `${quantile(times, 0.9).toFixed(0)} ms`);
}

async function sendCodes(product: Product, advertiserId: string, count: number, everyMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const to = msisdn(MAX_RECIPIENTS - 1 - n);
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
