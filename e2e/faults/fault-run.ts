import type { VendorName } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { changeSecret } from './change-secret';
import { Dice } from './dice';
import { HTTP_MOODS, type PlannedFault, describeFault, planFaults } from './fault-plan';
import { type Person, makePeople } from './people';
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
  /** Instead of faults: the recipient secret is changed, and whoever does it is killed. */
  changing?: true;
}

export interface RunReport extends SceneReport {
  /** Number of each fault. */
  inflicted: Record<string, number>;
}

const DISPATCHERS = 3;
const WINDOW = 10;
const LATEST_ANSWER_MS = 2_000;

/** Plays a campaign through faults, then a second one to the same book in peace, and checks what became of it all. */
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
  return scene.play(async () => {
    scene.say(`${people.length} contacts imported`);
    await scene.operator.pace(paceFor(run, durationMs));
    scene.begin();
    await scene.advertise('through faults', 30);
    const notified = scene.notify(notices);
    const inflicted = await happenings(scene, run, plan);
    await scene.operator.pace(0);
    await notified;
    await scene.settle();
    scene.say('settled after the faults');
    await scene.advertise('in peace', 40);
    const report = await scene.end();
    scene.say('settled after the second campaign');
    return { ...report, inflicted, violations: [...report.violations, ...(run.rolling ? unknownAfter(report) : [])] };
  });
}

function happenings(scene: Scene, run: FaultRun, plan: readonly PlannedFault[]): Promise<Record<string, number>> {
  if (run.changing) return changeSecret(scene);
  return run.rolling ? rollOver(scene, run.rolling) : inflictAll(scene, plan);
}

/** An operator so slow that the windows of all dispatchers take most of the run: they stand still two thirds of the time. */
const paceFor = ({ recipients }: FaultRun, durationMs: number): number =>
  Math.min(LATEST_ANSWER_MS, Math.round((0.3 * durationMs * DISPATCHERS * WINDOW) / recipients));

function planNotices(dice: Dice, people: readonly Person[], durationMs: number): { atMs: number; to: string }[] {
  const count = Math.max(20, Math.round(people.length / 50));
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
