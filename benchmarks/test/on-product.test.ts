// The benchmarks of the whole product, each once at a tiny size, one after the other on one product.
import { SERVICES } from '@stopsms/contracts';
import { type Flags, type ValuesOf, valuesOf } from '../src/command/flags';
import { consolePages } from '../src/console/console-pages';
import { footprint } from '../src/footprint/footprint';
import { lanes } from '../src/lanes/lanes';
import { pipeline } from '../src/pipeline/pipeline';
import { preflight } from '../src/preflight/preflight';
import type { ProductBenchmark } from '../src/product/on-product';
import { Product } from '../src/product/product';
import { stop } from '../src/stop/stop';
import { type Report, printedBy } from './report';

const PATIENCE_MS = 300_000;
let product: Product;

beforeAll(async () => {
  await printedBy(async () => {
    // Of its settings alone something depends: the recorder that it has loaded.
    product = await Product.start(stop.settings(valuesOf(stop.flags)));
  });
}, PATIENCE_MS);
afterAll(() => product.stop(), PATIENCE_MS);

const measured = <F extends Flags>(one: ProductBenchmark<F>, given: Partial<ValuesOf<F>>): Promise<Report> =>
  printedBy(() => one.measure(product, valuesOf(one.flags, given)));

it(
  'pipeline: every advert is in each stage, and each process has its part',
  async () => {
    const report = await measured(pipeline, { messages: 200, rounds: 1, warmup: 20, recipients: 50, settle: 0 });
    expect(report.after('accepted by the operator')[0]).toMatch(/^\d+ a second, 200 in /);
    for (const stage of ['requested', 'cleared', 'begun', 'submitted']) {
      expect(report.after(`${stage}  `)[0]).toMatch(/^\d+ a second, 200 from /);
    }
    for (const name of [...SERVICES, 'kafka', 'postgres', 'simulator']) report.after(`${name}  `);
    const [ours = NaN] = report.figures('accepted  ');
    const [bare = NaN] = report.figures('bare kafkajs consume and SMPP submit, no checks');
    expect(Math.abs((report.figures('of the bare one')[0] ?? NaN) - (100 * ours) / bare)).toBeLessThan(5);
  },
  PATIENCE_MS,
);

it(
  'lanes: codes alone and behind adverts',
  async () => {
    const report = await measured(lanes, { adverts: 100, codes: 2, answerMs: 5, everyMs: 0 });
    for (const label of ['alone  ', 'behind adverts  ']) expect(report.figures(label)[0]).toBeGreaterThan(0);
    for (const queued of report.numbers('adverts queued at the first and last code')) {
      expect(queued).toBeLessThanOrEqual(100);
    }
  },
  PATIENCE_MS,
);

it(
  'footprint: memory and processor of every process',
  async () => {
    const report = await measured(footprint, { rate: [50], seconds: 1, rest: 1, recipients: 50, settle: 0 });
    for (const name of ['bare Nest', ...SERVICES, 'kafka', 'postgres', 'simulator']) {
      // Its counts at rest and under adverts are other rows.
      const row = report.after(name).find((each) => each.includes('MiB')) ?? '';
      const memory = [...row.matchAll(/(?<!\d)(\d+)·(\d+)·(\d+) MiB/g)].map(([, ...three]) => three.map(Number));
      expect(memory).toHaveLength(2);
      for (const three of memory) expect([...three].sort((a, b) => a - b)).toEqual(three);
      expect(memory[0]?.[0]).toBeGreaterThan(0);
    }
    expect(report.after('accepted by the operator while measured:')[0]).toMatch(/^\d+ a second, asked for 50;/);
  },
  PATIENCE_MS,
);

it(
  'stop: every STOP reaches the view, and the steps add up',
  async () => {
    const wanted = { seconds: 1, load: 20, rates: [5], hops: 2, recipients: 40, warmup: 5, settle: 0 };
    const report = await measured(stop, wanted);
    expect(report.text).toMatch(/^idle, 1 STOPs a second: .* of 1$/m);
    expect(report.text).toMatch(/^20 adverts\/s, 5 STOPs a second: .* of 5$/m);
    expect(report.text).not.toContain('DID NOT REACH');
    const toRecord = [
      'until inbound-mo has decoded it',
      'until its producer begins the request',
      'until the record in inbound-mo.received',
    ];
    const toBlocked = ['until the dispatcher has fetched it', 'until the quarantine of the dispatcher'];
    const toListed = [
      'from the record until inbound-mo has fetched it',
      'until its round begins',
      'until what was sent before is known, and its turn',
      'until the reply is stored',
      'until the record in inbound-mo.replies',
      'until suppression begins to record it',
      'until the opt-out is stored',
      'until the record in suppression.opt-outs',
      "until the dispatcher's view",
    ];
    // Of one STOP the median of each step is the step.
    const sumOf = (steps: string[]) => steps.reduce((sum, step) => sum + signed(report, step), 0);
    expect(sumOf([...toRecord, ...toBlocked])).toBe(signed(report, 'STOP sent by the operator → no advert leaves'));
    expect(sumOf([...toRecord, ...toListed])).toBe(signed(report, 'STOP sent by the operator → read, and on the list'));
    for (const name of ['dispatcher', 'inbound-mo', 'suppression']) {
      expect(report.after(`${name}  `).at(-1)).toMatch(/^ *\d+ +\d+ +\d+ · +\d+ · +\d+$/);
    }
    expect(report.figures('bare chain of produce and consume, one commit')).toHaveLength(2);
    expect(report.text).toContain('stopsms_stop_to_blocked_seconds');
  },
  PATIENCE_MS,
);

/** The clocks of broker and process may differ by a millisecond: a step can be below nothing. */
const signed = (report: Report, label: string): number => Number(/^-?\d+/.exec(report.after(label)[0] ?? '')?.[0]);

it(
  'preflight: the campaign does what the forecast says',
  async () => {
    const report = await measured(preflight, { contacts: 40, rounds: 1 });
    for (const subject of ['one text for all', 'a text of its own for each']) {
      expect(report.figures(`${subject}  `)[0]).toBeGreaterThanOrEqual(0);
      for (const service of ['campaign', 'compliance']) report.after(`${subject}: ${service} in memory`);
    }
    expect(report.numbers('forecast: recipients · leave · held · refused')).toEqual([40, 20, 0, 20]);
    expect(report.after('done')).toEqual(['40 · 20 · 0 · 20']);
  },
  PATIENCE_MS,
);

it(
  'console: first paint and first use of each, and who comes back receives less',
  async () => {
    const report = await measured(consolePages, { visits: 1, campaigns: 2 });
    for (const who of ['peer, a page without a script', 'signed out', 'signed in', 'signed in, come back']) {
      for (const what of ['first paint', 'usable']) expect(report.figures(`${who}: ${what}`)[0]).toBeGreaterThan(0);
    }
    const received = (who: string) => report.figures(`${who}: received`)[0] ?? NaN;
    expect(received('signed in')).toBeGreaterThan(50);
    expect(received('signed in, come back')).toBeLessThan(received('signed in') / 2);
  },
  PATIENCE_MS,
);
