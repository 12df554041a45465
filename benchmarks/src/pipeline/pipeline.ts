import { clearedMarketing } from '@stopsms/contracts';
import { printLoad } from '../machine';
import { MOST_RECIPIENTS, enrol } from '../product/audience';
import { Product } from '../product/product';
import { Requests } from '../product/requests';
import { behave, quiet } from '../product/simulator';
import { runProgram } from '../product/program';
import { endsAsText } from '../product/topic-ends';
import { Profiling } from '../profile/profiling';
import type { BareSubmitted } from './bare-submit';
import { printComparison, printRun } from './report';
import { type Run, runPipeline } from './run';

export const PIPELINE_FLAGS = {
  messages: 100_000,
  rounds: 3,
  warmup: 10_000,
  recipients: MOST_RECIPIENTS,
  texts: 1,
  window: 10,
  receipts: 'as usual',
  profile: '',
};
type Flags = typeof PIPELINE_FLAGS;

const LATER = 'later';
/** A day: longer than the run, so that receipts are no part of it. */
const NOT_NOW_MS = 86_400_000;

/** From `sms.requested.v1` to the operator's acceptance, every guarantee on, everything on this machine. */
export async function pipeline(flags: Flags): Promise<void> {
  const { messages, rounds, recipients, texts, window } = flags;
  const profiling = new Profiling(flags.profile);
  console.log(
    `pipeline: ${messages} adverts to ${recipients} recipients with consent, ${texts} text(s), SMPP window ${window}, ` +
      `1 connection, receipts ${flags.receipts}; ${rounds} rounds after ${flags.warmup} to warm up\n`,
  );
  const product = await Product.start(profiling.preloads, { ...profiling.env, SMPP_WINDOW: String(window) });
  try {
    await profiling.prepare(product);
    const requests = new Requests(product, { advertiserId: await enrol(product, recipients), recipients, texts });
    if (flags.receipts === LATER) await behave(product, { receiptDelayMs: { min: NOT_NOW_MS, max: NOT_NOW_MS } });
    await runPipeline(product, requests, flags.warmup);
    if (flags.receipts !== LATER) await quiet(product);
    const [ours, bare]: [Run[], BareSubmitted[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      if (round === 0) await profiling.start(product);
      const run = await runPipeline(product, requests, messages);
      if (round === 0) await profiling.print(product, messages);
      if (flags.receipts !== LATER) await quiet(product);
      ours.push(run);
      bare.push(await bareSubmit(product, run, flags));
      console.log(`\nround ${round + 1} of ${rounds}`);
      printRun(run, messages);
    }
    printComparison(ours, bare);
    printLoad();
  } finally {
    await product.stop();
  }
}

function bareSubmit({ stack, smppPassword }: Product, run: Run, { messages, window }: Flags): Promise<BareSubmitted> {
  const from = endsAsText(run.marks.get(clearedMarketing.name) ?? new Map());
  const { bootstrap } = stack.kafka;
  const args = [bootstrap, from, messages, stack.ports.simulatorSmpp, smppPassword, window];
  return runProgram<BareSubmitted>('pipeline/bare-submit', args);
}
