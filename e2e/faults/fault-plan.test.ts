import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import { Dice } from './dice';
import { DISPATCHERS, planFaults } from './fault-plan';
import { HTTP_MUTATIONS } from './http-mutations';
import { timesFound } from './mutant';
import { MUTATIONS } from './mutations';
import { makePeople } from './people';

const MINUTE = 60_000;
const planOf = (seed: number, count: number) => planFaults(new Dice(seed), MINUTE, count);

test('the same seed gives the same faults and the same people, another one gives others', () => {
  expect(planOf(7, 30)).toEqual(planOf(7, 30));
  expect(planOf(7, 30)).not.toEqual(planOf(8, 30));
  expect(makePeople(new Dice(7), 200, MINUTE)).toEqual(makePeople(new Dice(7), 200, MINUTE));
});

test.each([1, 2, 3, 4, 5])(
  'plan %i kills a dispatcher and the broker, freezes another dispatcher and cuts the operator',
  (seed) => {
    const faults = planOf(seed, 4).map(({ fault }) => fault);
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'kill', part: 'kafka' }));
    expect(faults).toContainEqual({ kind: 'disconnect' });
    const parts = faults.flatMap((fault) => ('part' in fault && fault.part !== 'kafka' ? [fault.part] : []));
    expect(new Set(parts).size).toBe(2);
    expect(DISPATCHERS).toEqual(expect.arrayContaining(parts));
  },
);

test('faults lie within the run, in order', () => {
  const times = planOf(9, 40).map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.every((atMs) => atMs > 0 && atMs < MINUTE)).toBe(true);
});

test.each([...MUTATIONS, ...HTTP_MUTATIONS])(
  'the text that the mutation "$name" changes is in the built product',
  ({ edits }) => {
    const built = join(workspaceRoot(), 'dist');
    expect(edits.map((edit) => [edit.file, timesFound(built, edit)])).toEqual(edits.map(({ file }) => [file, 1]));
  },
);
