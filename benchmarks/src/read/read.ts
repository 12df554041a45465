import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import { type LabelledReply, loadReplies } from '@stopsms/reply-reader/training';
import { readByRules, readReply } from '@stopsms/reply-reader';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { printLoad } from '../machine';
import { printFigure, printSpread, quantile } from '../spread';
import { isRight, naive } from './naive';

const FIXTURES = 'libs/reply-reader/src/fixtures';
/** The corpus first; the others were written for this reader, the last before it saw them. */
const SETS = ['stop-replies.tsv', 'own-replies.tsv', 'more-replies.tsv', 'blind-a.tsv', 'blind-b.tsv', 'blind-c.tsv'];
const CORPUS = 'stop-replies.tsv';
/** Words the reader remembers make most replies cheap; strangers' names and slips are the rest. */
const STRANGE_EVERY = 4;

interface Sample {
  text: string;
  country: string;
}

export const read = benchmark({
  name: 'read',
  summary: 'the STOP reader on one core',
  about:
    'Replies read a second on one core, how long one takes, and how many of each set of labelled replies are read right. ' +
    "Its peers are its rules without the weights, and what others do: text.trim().toLowerCase() === 'stop'.",
  flags: {
    replies: count(200_000, 'read in a round'),
    rounds: count(9, 'of them, after one to warm up'),
  },
  needs: () => [],
  run: async ({ replies, rounds }) => {
    const corpus = rowsOf(CORPUS);
    console.log(
      `read: ${replies} replies a round, drawn from the ${corpus.length} of the corpus in a fixed random order\n`,
    );
    const sample = drawn(corpus, replies);
    const strange = sample.map((one, n) =>
      n % STRANGE_EVERY > 0 ? one : { ...one, text: `${one.text} ${nameOf(n)}` },
    );
    console.log('replies a second, one thread');
    const reader = ({ text, country }: Sample) => readReply(text, country).tier.length;
    const rules = ({ text, country }: Sample) => readByRules(text, country).reading.tier.length;
    measure(
      [
        { name: 'reader', sample, work: reader },
        { name: 'its rules without the weights', sample, work: rules },
        { name: `reader, a new word in every ${STRANGE_EVERY}th`, sample: strange, work: reader },
        { name: `its rules, a new word in every ${STRANGE_EVERY}th`, sample: strange, work: rules },
        { name: "naive: trim().toLowerCase() === 'stop'", sample, work: ({ text }) => naive(text).length },
      ],
      rounds,
    );
    printDurations(strange);
    console.log(
      '\nread as labelled, of each set: reader · its rules · naive, which knows two tiers and is right when it opts out or not as it should',
    );
    for (const file of SETS) printAccuracy(file);
    printLoad();
  },
});

const rowsOf = (file: string): LabelledReply[] => loadReplies(join(workspaceRoot(), FIXTURES, file));

/** Each row as often as any other, in an order that no branch predictor learns. */
function drawn(rows: readonly LabelledReply[], count: number): Sample[] {
  const random = randomFrom(20_261_125);
  return Array.from({ length: count }, () => {
    const { text, country } = rows[Math.floor(random() * rows.length)] as LabelledReply;
    return { text, country };
  });
}

/** Mulberry32: the same order in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LETTERS = 'bcdfghklmnprv';
/** A name nobody has, new for every `n`. */
function nameOf(n: number): string {
  let name = '';
  for (let rest = n; rest > 0 || name === ''; rest = Math.floor(rest / LETTERS.length)) {
    name = `${LETTERS[rest % LETTERS.length]}o${name}`;
  }
  return name;
}

interface Subject {
  name: string;
  sample: readonly Sample[];
  work: (reply: Sample) => number;
}

/** Subjects take turns within each round, so that what else the machine does strikes all of them. */
function measure(subjects: readonly Subject[], rounds: number): void {
  const rates = new Map<string, number[]>();
  const add = (label: string, rate: number) => rates.set(label, [...(rates.get(label) ?? []), rate]);
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, sample, work } of subjects) {
      const [startedAt, before] = [performance.now(), process.cpuUsage()];
      // Used, so that the compiler cannot leave the work out.
      let sum = 0;
      for (const reply of sample) sum += work(reply);
      const [ms, { user, system }] = [performance.now() - startedAt, process.cpuUsage(before)];
      if (sum === 0) throw new Error(`${name} answered nothing`);
      // The first round is for the compiler.
      if (round === 0) continue;
      add(name, (sample.length / ms) * 1_000);
      add(`${name}, by processor time`, (sample.length / (user + system)) * 1e6);
    }
  }
  for (const [label, values] of rates) printSpread(label, values, '/s', 0);
}

/** Latency of single replies, one after the other: a person waits for each. */
function printDurations(sample: readonly Sample[]): void {
  const micros = sample.map(({ text, country }) => {
    const startedAt = process.hrtime.bigint();
    readReply(text, country);
    return Number(process.hrtime.bigint() - startedAt) / 1_000;
  });
  const shown = [0.5, 0.99, 0.999, 1].map((share) => quantile(micros, share).toFixed(0));
  console.log('\none reply, microseconds');
  printFigure('p50 · p99 · p99.9 · longest', shown.join(' · '));
}

function printAccuracy(file: string): void {
  const rows = rowsOf(file);
  const share = (right: number) => `${((100 * right) / rows.length).toFixed(1)} %`;
  const reader = rows.filter(({ text, country, expect }) => readReply(text, country).tier === expect).length;
  const rules = rows.filter(({ text, country, expect }) => readByRules(text, country).reading.tier === expect).length;
  const peer = rows.filter((row) => isRight(row.expect, naive(row.text))).length;
  printFigure(`${file}, ${rows.length} rows`, `${share(reader)} · ${share(rules)} · ${share(peer)}`);
}
