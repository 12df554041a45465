import { FIGURES } from './figures';
import { ASSUMED, busyAt, costOf, demandOf, lineOf, usOf } from './model';

const { steady, full } = FIGURES;

test('the line passes through both measured points', () => {
  for (const { perSecond, us } of [steady, full])
    expect(busyAt(FIGURES, perSecond).from).toBeCloseTo((perSecond * us) / 1e6, 6);
});

test('an advert more costs less than the mean, and something is busy at any rate', () => {
  const { cores, us } = lineOf(FIGURES);
  expect(us).toBeLessThan(full.us);
  expect(cores).toBeGreaterThan(0);
});

test('above full load, where nothing was measured, the cost at full load is the bound', () => {
  const { from, to } = busyAt(FIGURES, 10 * full.perSecond);
  expect(to).toBeCloseTo((10 * full.perSecond * full.us) / 1e6, 6);
  expect(from).toBeLessThan(to);
});

test('the parts of an advert by process are together the whole', () => {
  const processes = Object.keys(FIGURES.split) as (keyof typeof FIGURES.split)[];
  const sum = processes.reduce((total, process) => total + usOf(FIGURES, process), 0);
  expect(sum).toBeCloseTo(full.us, 6);
});

test('ten times the messages never need less of anything, and a group never has more members than partitions', () => {
  const demands = [1e7, 1e8, 1e9].map((perDay) => demandOf(FIGURES, perDay));
  for (const [n, demand] of demands.entries()) {
    const members = Math.max(...Object.values(demand.replicas));
    expect(Math.ceil(members / demand.installations)).toBeLessThanOrEqual(ASSUMED.partitions);
    const before = demands[n - 1];
    if (!before) continue;
    expect(demand.plannedCores).toBeGreaterThanOrEqual(before.plannedCores);
    expect(demand.brokers).toBeGreaterThanOrEqual(before.brokers);
    expect(demand.kafka.stored).toBeCloseTo(10 * before.kafka.stored, 0);
    expect(costOf(demand).postgres).toBeCloseTo(10 * costOf(before).postgres, 3);
  }
});

test('rows that are deleted do not add up for a year', () => {
  const { postgres } = demandOf(FIGURES, 1);
  expect(postgres.afterAYear).toBeLessThan(365 * postgres.perDay);
});
