import type { VendorName } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { changeSecret } from './change-secret';
import { Dice } from './dice';
import { HostilePublisher } from './hostile-publisher';
import { HTTP_MOODS, type PlannedFault, describeFault, planFaults } from './fault-plan';
import { type Habits, type Person, makePeople } from './people';
import { rollOver, unknownAfter } from './rolling-restart';
import { Scene, type SceneReport } from './scene';

export interface FaultRun {
  seed: number;
  recipients: number;
  /** For so long things go wrong. */
  minutes: number;
  /** Provider with an HTTP API; SMPP without one. */
  provider?: VendorName;
  faults: number;
  /** Instead of faults: every service is restarted in order, one after the other, so many times over. */
  rolling?: number;
  /**
   * Recipients of one more campaign, after the faults, during which the recipient secret is changed and those who change it are killed;
   * none by default.
   */
  duringChange?: number;
  /** True if one publisher writes batches that no client would, in every codec. */
  hostile?: boolean;
}

export interface RunReport extends SceneReport {
  /** Number of each fault. */
  inflicted: Record<string, number>;
}

const DISPATCHERS = 3;
const WINDOW = 10;
const LATEST_ANSWER_MS = 2_000;

/** Longest part of the change of the secret in which people write; it takes more. */
const CHANGE_MS = 90_000;
/** Many, so that STOPs arrive while each service changes its keys. */
const HABITS_DURING_CHANGE: Habits = { unasked: 0.1, stop: 0.1 };

/** Plays campaigns through faults, then one to the same books in peace, and checks what became of them all. */
export async function playFaults(
  stack: RunningStack,
  run: FaultRun,
  print: (line: string) => void,
): Promise<RunReport> {
  const dice = new Dice(run.seed);
  const durationMs = run.minutes * 60_000;
  const people = makePeople(dice, run.recipients, durationMs);
  const plan = planFaults(dice, durationMs, run.faults, run.provider && HTTP_MOODS);
  const notices = planNotices(dice, people, durationMs);

  const scene = await Scene.open(stack, people, print);
  const hostile = run.hostile ? new HostilePublisher(stack, run.seed) : undefined;
  return scene
    .play(async () => {
      scene.say(`${people.length} contacts imported`);
      const faults = () => (run.rolling ? rollOver(scene, run.rolling) : inflictAll(scene, plan));
      const inflicted = await campaignThrough(scene, 'faults', { people, durationMs, notices }, async () => {
        const done = await faults();
        if (hostile) Object.assign(done, batchesOf(await hostile.end()));
        return done;
      });
      if (run.duringChange) {
        const others = makePeople(dice, run.duringChange, CHANGE_MS, HABITS_DURING_CHANGE, people.length);
        await scene.join(others);
        const part = { people: others, durationMs: CHANGE_MS, notices: planNotices(dice, others, CHANGE_MS) };
        Object.assign(
          inflicted,
          await campaignThrough(scene, 'a change of the secret', part, () => changeSecret(scene)),
        );
      }
      await scene.advertiseToAll('in peace', 40);
      const report = await scene.end();
      scene.say('settled after the last campaign');
      return { ...report, inflicted, violations: [...report.violations, ...(run.rolling ? unknownAfter(report) : [])] };
    })
    .finally(() => hostile?.end());
}

const batchesOf = ({ sent, taken }: Awaited<ReturnType<HostilePublisher['end']>>): Record<string, number> => ({
  'batches of the hostile publisher': sent,
  'batches of it that a broker took': taken,
});

interface Part {
  people: readonly Person[];
  durationMs: number;
  notices: readonly Notice[];
}

/** Advertises to the people of a part while something happens, and waits until all has settled. */
async function campaignThrough<R>(
  scene: Scene,
  what: string,
  { people, durationMs, notices }: Part,
  happen: () => Promise<R>,
): Promise<R> {
  await scene.operator.pace(paceFor(people.length, durationMs));
  scene.begin();
  await scene.advertise(`through ${what}`, 30);
  const notified = scene.notify(notices);
  const happened = await happen();
  await scene.operator.pace(0);
  await notified;
  await scene.settle();
  scene.say(`settled after ${what}`);
  return happened;
}

/** An operator so slow that the windows of all dispatchers take most of the run: they stand still two thirds of the time. */
const paceFor = (recipients: number, durationMs: number): number =>
  Math.min(LATEST_ANSWER_MS, Math.round((0.3 * durationMs * DISPATCHERS * WINDOW) / recipients));

interface Notice {
  atMs: number;
  to: string;
}

function planNotices(dice: Dice, people: readonly Person[], durationMs: number): Notice[] {
  const count = Math.max(20, Math.round(people.length / 10));
  return Array.from({ length: count }, () => ({ atMs: dice.int(0, durationMs), to: dice.pick(people).e164 })).sort(
    (a, b) => a.atMs - b.atMs,
  );
}

async function inflictAll({ inflictor, say }: Scene, plan: readonly PlannedFault[]): Promise<Record<string, number>> {
  const inflicted: Record<string, number> = {};
  await inflictor.run(plan, (fault) => {
    const name = describeFault(fault);
    inflicted[name] = (inflicted[name] ?? 0) + 1;
    say(`fault: ${name}`);
  });
  say('every fault is over');
  return inflicted;
}
