import { kannelVersion } from '@stopsms/local-stack';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { kannel, java, linux } from '../command/needs';
import { printLoad } from '../machine';
import { runKannel } from '../pipeline/kannel';
import { MAX_RECIPIENTS } from '../product/audience';
import { profileFlag, settleFlag, windowFlag } from '../product/on-product';
import { quiet } from '../product/simulator';
import { Profiling } from '../profile/profiling';
import { median, printFigure, printSpread } from '../spread';
import { Door } from './door';
import type { SendingRun } from '../product/sending-run';

export const doors = benchmark({
  name: 'doors',
  summary: 'from a system over SMPP to a provider over HTTP',
  about:
    'From the first submit of a system to the acceptance of the last advert by the provider (OVHcloud, over HTTP), every guarantee on, everything on ' +
    'this machine: messages a second and processor time of all. The systems are a plain SMPP client and, where it is installed, Kannel with its ' +
    'spool store; beside them Kannel alone, to the SMSC simulator. No receipts are asked for.',
  flags: {
    messages: count(20_000, 'adverts a round'),
    rounds: count(3, 'of them'),
    warmup: count(5_000, 'adverts before the first round'),
    recipients: count(MAX_RECIPIENTS, 'with consent, taken in turn', { to: MAX_RECIPIENTS }),
    window: windowFlag(100),
    settle: settleFlag(5),
    profile: profileFlag,
  },
  needs: () => [linux, java, kannel],
  run: async ({ messages, rounds, warmup, recipients, window, settle, profile }) => {
    const isKannelHere = kannelVersion() !== undefined;
    console.log(
      `\ndoors: ${messages} adverts to ${recipients} recipients with consent, 1 text, 1 connection, window ${window}; ` +
        `${rounds} rounds after ${warmup} to warm up${isKannelHere ? `; Kannel ${kannelVersion()}` : ''}`,
    );
    const door = await Door.open({ recipients, window, ...Profiling.settings(profile) });
    const { product } = door;
    const runs = { plain: [] as SendingRun[], kannel: [] as SendingRun[], alone: [] as SendingRun[] };
    try {
      const profiling = await Profiling.prepare(product, profile);
      await door.sendPlain(door.texts(warmup));
      await quiet(product, settle);
      for (let round = 0; round < rounds; round += 1) {
        const texts = door.texts(messages);
        if (round === 0) await profiling.start();
        runs.plain.push(await door.sendPlain(texts));
        if (round === 0) await profiling.print(messages);
        await quiet(product, settle);
        if (!isKannelHere) continue;
        runs.kannel.push(await door.sendByKannel(texts));
        await quiet(product, settle);
        runs.alone.push(await runKannel(product, { texts, window, store: 'spool' }));
        await quiet(product, settle);
      }
      print('plain SMPP client → gateway → provider', runs.plain, messages);
      print('Kannel → gateway → provider', runs.kannel, messages);
      print('Kannel → SMSC simulator', runs.alone, messages);
      if (isKannelHere) {
        const share = median(runs.kannel.map(rateOf)) / median(runs.alone.map(rateOf));
        printFigure('through the product, of Kannel alone', `${(100 * share).toFixed(0)} %`);
      }
      printLoad();
    } finally {
      await door.close();
    }
  },
});

const rateOf = ({ perSecond }: SendingRun): number => perSecond;

function print(label: string, runs: SendingRun[], messages: number): void {
  if (runs.length === 0) return;
  printSpread(label, runs.map(rateOf), 'a second', 0);
  const names = Object.keys(runs[0]?.cpuSeconds ?? {});
  const microsOf = (name: string) => runs.map(({ cpuSeconds }) => (1e6 * (cpuSeconds[name] ?? 0)) / messages);
  const sums = runs.map(({ cpuSeconds }) => Object.values(cpuSeconds).reduce((sum, one) => sum + one, 0));
  printSpread(
    '  processor time of all',
    sums.map((sum) => (1e6 * sum) / messages),
    'µs a message',
    0,
  );
  for (const name of names.sort((one, other) => median(microsOf(other)) - median(microsOf(one))))
    printSpread(`    ${name}`, microsOf(name), 'µs a message', 0);
}
