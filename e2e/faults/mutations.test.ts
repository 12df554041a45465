import { setTimeout as pause } from 'node:timers/promises';
import { type OwnStack, openStack } from '../stage';
import { Dice } from './dice';
import { HTTP_MUTATIONS } from './http-mutations';
import { keepEvidence } from './keep-evidence';
import { type Mutant, makeMutant } from './mutant';
import { MUTATIONS, type Mutation } from './mutations';
import { PATIENT_CAMPAIGNS, makePeople } from './people';
import { Scene } from './scene';

// Shows that the checker sees what it is there for: a product with one fault must be caught.

jest.setTimeout(600_000);

/** People who say STOP unasked do so within this. */
const EARLY_MS = 6_000;

const print = (line: string) => void process.stdout.write(`${line}\n`);
let mutant: Mutant | undefined;
let own: OwnStack | undefined;

afterEach(async () => {
  await own?.close();
  mutant?.delete();
  [own, mutant] = [undefined, undefined];
});

const titled = [...MUTATIONS, ...HTTP_MUTATIONS].map((mutation) => ({
  ...mutation,
  title: `${mutation.name}: ${mutation.breaks ?? 'nothing is wrong'}`,
}));

test.each(titled)('$title', async ({ edits, provider, habits, crowd, act, breaks }: Mutation) => {
  mutant = makeMutant(edits);
  own = await openStack({
    replicas: { dispatcher: 2 },
    builtDir: mutant.builtDir,
    env: PATIENT_CAMPAIGNS,
    provider,
  });
  const scene = await Scene.open(own.stack, makePeople(new Dice(1), crowd.recipients, EARLY_MS, habits), print);
  const report = await scene.play(async () => {
    await scene.operator.pace(crowd.paceMs);
    await scene.advertise('mutation', 30);
    // Who writes before the first advert leaves is known everywhere when theirs has its turn.
    while ((await scene.operator.stats()).submits === 0) await pause(100);
    scene.begin();
    await act(scene);
    return scene.end();
  });
  const rules = report.violations.map(({ rule }) => rule);
  print(`${report.violations.length} violations: ${[...new Set(rules)].join(', ') || 'none'}`);
  const isAsWanted = breaks === undefined ? rules.length === 0 : rules.includes(breaks);
  if (!isAsWanted) print(`Kept for you: ${keepEvidence(own.stack, report)}`);
  expect(breaks === undefined ? rules : rules.filter((rule) => rule === breaks).slice(0, 1)).toEqual(
    breaks === undefined ? [] : [breaks],
  );
});
