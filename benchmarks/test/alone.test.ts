// Each once at a tiny size, for whether it runs and its figures add up: what they are says nothing here.
import { redisVersion } from '../src/command/needs';
import { type Report, bench } from './report';

const PATIENCE_MS = 300_000;

async function reportOf(...args: (string | number)[]): Promise<Report> {
  const { code, report } = await bench(...args);
  if (code !== 0) throw new Error(`It ended with ${code}:\n${report.text}`);
  expect(report.text).toMatch(/^\d{4}-.+ cores, \d+ GiB.*\nLinux .+, Node .+\nKafka \d.+, commit .+\nload average/);
  return report;
}

it(
  'view: look-ups and bytes of each subject, and a snapshot',
  async () => {
    const report = await reportOf('view', 20_000, 1_500);
    const subjects = ['view, one by one', 'view, 1,000 at once', 'Set<string>, keys ready made'];
    for (const subject of subjects)
      for (const kind of ['hits', 'misses']) {
        expect(report.figures(`${subject}: ${kind}`)[0]).toBeGreaterThan(0);
      }
    expect(report.numbers('Set<string>, with its strings')[0]).toBeGreaterThan(36);
    report.after('view, read and checked');
    expect(report.text).toContain('after 200 recipients returned');
    if (redisVersion() === undefined) expect(report.text).toContain('Without the peer that needs redis-server');
    else expect(report.figures('Redis, 1,000 at once: hits')[0]).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

it(
  'rebuild: a dispatcher holds every record, from an empty disk and from its snapshot',
  async () => {
    const report = await reportOf('rebuild', '--records', 3_000, '--rounds', 1);
    expect(report.after('every program has started')).toHaveLength(1);
    report.after('3000 opt-outs written in');
    const [bare = NaN, empty = NaN] = report.figures('on the wall');
    expect(report.figures('on the wall')).toHaveLength(3);
    expect(report.figures('empty disk to bare read, on the wall')[0]).toBeCloseTo(empty / bare, 0);
  },
  PATIENCE_MS,
);

it(
  'doors: what a system submits is accepted by the provider',
  async () => {
    const report = await reportOf('doors', '--messages', 100, '--rounds', 1, '--warmup', 10, '--settle', 0);
    expect(report.figures('plain SMPP client → gateway → provider')[0]).toBeGreaterThan(0);
    for (const name of ['gateway', 'compliance', 'dispatcher', 'simulator'])
      expect(report.after(`${name}  `).at(-1)).toMatch(/^\d+ µs a message/);
  },
  PATIENCE_MS,
);

it(
  'read: rates of each subject, and every set of replies',
  async () => {
    const report = await reportOf('read', '--replies', 2_000, '--rounds', 1);
    for (const subject of ['reader  ', 'naive: ']) expect(report.text).toMatch(new RegExp(`${subject}.* \\d+ /s`));
    for (const file of ['stop-replies.tsv, ', 'blind-c.tsv, ']) {
      const [rows = 0, reader = NaN, rules = NaN, peer = NaN] = report.numbers(file);
      expect(rows).toBeGreaterThan(0);
      for (const share of [reader, rules]) expect(share).toBeLessThanOrEqual(100);
      expect(peer).toBeLessThan(reader);
    }
  },
  PATIENCE_MS,
);

it(
  'filter: blocked and taken, each beside the bare copy',
  async () => {
    const report = await reportOf('filter', '--adverts', 4_000, '--optouts', 2_000, '--rounds', 1);
    expect(report.after('4000 adverts written in')).toHaveLength(2);
    for (const label of ['dispatcher  ', 'bare kafkajs consume and produce of as many messages']) {
      expect(report.figures(label)).toEqual([expect.any(Number), expect.any(Number)]);
      for (const rate of report.figures(label)) expect(rate).toBeGreaterThan(0);
    }
    expect(report.after('goal ≥ 80 %')).toHaveLength(2);
  },
  PATIENCE_MS,
);
