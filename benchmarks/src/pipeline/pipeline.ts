import { clearedMarketing } from '@stopsms/contracts';
import { choice, count } from '../command/flags';
import { jasmin, kannel } from '../command/needs';
import { Counting } from '../counting/counting';
import { MAX_RECIPIENTS, enrol } from '../product/audience';
import { productBenchmark, profileFlag, settleFlag, windowFlag } from '../product/on-product';
import { kept, printKept, vacuum } from '../product/kept';
import type { Product } from '../product/product';
import { Requests } from '../product/requests';
import { behave, quiet } from '../product/simulator';
import { runProgram } from '../product/program';
import { endsAsText } from '../product/topic-ends';
import { Profiling } from '../profile/profiling';
import type { BareSubmitted } from './bare-submit';
import { Peers } from './peers';
import { printComparison, printPeers, printRun } from './report';
import { type Run, runPipeline } from './run';

/** A day: longer than the run, so that receipts are no part of it. */
const NOT_NOW_MS = 86_400_000;

export const pipeline = productBenchmark({
  name: 'pipeline',
  summary: 'from sms.requested.v1 to the operator',
  about:
    "From sms.requested.v1 to the operator's acceptance, every guarantee on, everything on this machine: adverts a second, " +
    'each stage, the processor time of each process, statements and requests a second by service, what stays on the disk. One peer takes the same adverts from Kafka to the operator and checks nothing; ' +
    'others are Kannel and Jasmin, where they are installed, asked for the same texts by HTTP: Kannel with its spool store, without and with a black-list of ' +
    'a million numbers, and in memory; Jasmin without a check, and with an interceptor that asks Redis for the opt-out.',
  peers: [kannel, jasmin],
  flags: {
    messages: count(100_000, 'adverts a round'),
    rounds: count(3, 'of them'),
    warmup: count(10_000, 'adverts before the first round'),
    recipients: count(MAX_RECIPIENTS, 'with consent, taken in turn', { to: MAX_RECIPIENTS }),
    texts: count(1, 'different ones: 1 is a campaign, many are personalised'),
    window: windowFlag(10),
    receipts: choice(['usual', 'later'], 'when the operator sends the receipt of an advert'),
    settle: settleFlag(3),
    profile: profileFlag,
    jasmin: count(2_000, 'texts a round to Jasmin, which is slower'),
  },
  settings: ({ window, profile }) => {
    const [counting, profiling] = [Counting.settings(), Profiling.settings(profile)];
    const preloads = [...counting.preloads, ...profiling.preloads];
    return { preloads, env: { ...counting.env, ...profiling.env, SMPP_WINDOW: String(window) } };
  },
  measure: async (product, values) => {
    const { messages, rounds, warmup, recipients, texts, window, receipts, settle, profile } = values;
    const peers = new Peers(product);
    console.log(
      `\npipeline: ${messages} adverts to ${recipients} recipients with consent, ${texts} text(s), SMPP window ${window}, ` +
        `1 connection, receipts ${receipts}; ${rounds} rounds after ${warmup} to warm up; peers: ${peers.versions}`,
    );
    const profiling = await Profiling.prepare(product, profile);
    const requests = new Requests(product, { advertiserId: await enrol(product, recipients), recipients, texts });
    if (receipts === 'later') await behave(product, { receiptDelayMs: { min: NOT_NOW_MS, max: NOT_NOW_MS } });
    const settled = () => (receipts === 'later' ? undefined : quiet(product, settle));
    const warm = await runPipeline(product, requests, warmup);
    // What is wrong with the peer shows now and not after a long round.
    await bareSubmit(product, warm, warmup, window);
    await settled();
    await vacuum(product);
    const before = await kept(product);
    let after = before;
    const [ours, bare]: [Run[], BareSubmitted[]] = [[], []];
    const asked = { texts: requests.plain(messages), jasminTexts: requests.plain(values.jasmin) };
    for (let round = 0; round < rounds; round += 1) {
      if (round === 0) await profiling.start();
      const counting = round === 0 ? await Counting.start(product) : undefined;
      const run = await runPipeline(product, requests, messages);
      await counting?.print();
      if (round === 0) await profiling.print(messages);
      await settled();
      ours.push(run);
      bare.push(await bareSubmit(product, run, messages, window));
      await peers.run({ ...asked, window, settled });
      after = await kept(product);
      await vacuum(product);
      console.log(`\nround ${round + 1} of ${rounds}`);
      printRun(run, messages);
    }
    printComparison(ours, bare);
    printKept(before, after, await kept(product), rounds * messages);
    printPeers(ours, peers.runs);
  },
});

function bareSubmit({ stack, smppPassword }: Product, { marks }: Run, adverts: number, window: number) {
  const from = endsAsText(marks.get(clearedMarketing.name) ?? new Map());
  const args = [stack.kafka.bootstrap, from, adverts, stack.ports.simulatorSmpp, smppPassword, window];
  return runProgram<BareSubmitted>('pipeline/bare-submit', args);
}
