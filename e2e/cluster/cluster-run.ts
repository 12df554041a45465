import { setTimeout as pause } from 'node:timers/promises';
import { RecipientKeys, clockFrom } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { type Cast, type RunningCampaign, addBook, assemble, startCampaign } from '../faults/advertisers';
import { type Checked, checkHistory } from '../faults/check/check-history';
import type { History } from '../faults/check/history';
import { Dice } from '../faults/dice';
import { gatherHistory } from '../faults/gather-history';
import { HandsetPlay } from '../faults/handset-play';
import { Operator } from '../faults/operator';
import { type Person, makePeople } from '../faults/people';
import { settle } from '../faults/settle';
import { rebalances } from './broker-logs';
import { CLUSTER_FAULTS, type ClusterFault } from './cluster-faults';
import { type Phase, type PhaseCost, costOf, paceOf } from './phase-cost';
import { untilInSync } from './topic-shape';

export interface ClusterRun {
  seed: number;
  /** Recipients of each campaign: one for each fault. */
  recipients: number;
  /** Faults whose name contains one of these, separated by commas. */
  only?: string;
}

export interface ClusterReport extends Checked {
  history: History;
  costs: PhaseCost[];
}

const HABITS = { unasked: 0.01, stop: 0.1 };
/** Period in which those write who write unasked. */
const EARLY_MS = 40_000;
/** The campaign should be under way when its fault begins. */
const BEFORE_MS = 8_000;
/** Each dispatcher has 10 messages in progress: three of them send 50 a second. */
const SUBMIT_MS = 600;
const TEXT = (percent: number) => `Bonjour {{first_name}}, -${percent}% sur les manteaux chez Lorane ce samedi.`;

/** Plays one campaign for each fault, then one more to everybody in peace, and checks what became of them all. */
export async function playCluster(
  stack: RunningStack,
  { seed, recipients, only }: ClusterRun,
  print: (line: string) => void,
): Promise<ClusterReport> {
  const words = only?.split(',') ?? [''];
  const faults = CLUSTER_FAULTS.filter(({ name }) => words.some((word) => name.includes(word)));
  const everybody = makePeople(new Dice(seed), recipients * faults.length, EARLY_MS, HABITS);
  const crowds = faults.map((_, n) => everybody.slice(n * recipients, (n + 1) * recipients));
  const startedAt = performance.now();
  const say = (line: string) => print(`[${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s] ${line}`);

  const operator = new Operator(stack.simulator.url);
  await operator.pace(SUBMIT_MS);
  const cast = await assemble(stack, crowds[0] as Person[]);
  const casts = [cast];
  for (const crowd of crowds.slice(1)) casts.push(await addBook(stack, cast, crowd));
  say(`${everybody.length} contacts imported`);

  const campaigns: RunningCampaign[] = [];
  const phases: Phase[] = [];
  for (const [n, fault] of faults.entries()) {
    const scene = { stack, operator, campaigns, say };
    phases.push(await playPhase(scene, fault, casts[n] as Cast, crowds[n] as Person[]));
  }
  await operator.pace(0);
  for (const each of casts) campaigns.push(await startCampaign(stack, each, 'in peace', TEXT(40)));
  await settle(stack, operator, campaigns, say);
  say('settled after the campaigns in peace');

  const history = await gatherHistory(stack, operator, campaigns, []);
  const replies = await operator.allReplies();
  const keys = new RecipientKeys(stack.recipientSecret);
  const costs = phases.map((phase) => costOf(phase, replies, history, (e164) => keys.keyOf(e164)));
  return { ...checkHistory(history), history, costs };
}

interface PhaseScene {
  stack: RunningStack;
  operator: Operator;
  campaigns: RunningCampaign[];
  say: (line: string) => void;
}

async function playPhase(
  scene: PhaseScene,
  fault: ClusterFault,
  cast: Cast,
  people: readonly Person[],
): Promise<Phase> {
  const play = new HandsetPlay(scene.operator, people);
  try {
    return await playFault(scene, fault, cast, people, play);
  } catch (error) {
    // What goes on would outlive the stack.
    await play.abandon();
    throw error;
  }
}

async function playFault(
  { stack, operator, campaigns, say }: PhaseScene,
  { name, act }: ClusterFault,
  cast: Cast,
  people: readonly Person[],
  play: HandsetPlay,
): Promise<Phase> {
  const clock = clockFrom(stack.clock);
  const { accepted } = await operator.stats();
  campaigns.push(await startCampaign(stack, cast, name, TEXT(30)));
  play.begin();
  while ((await operator.stats()).accepted === accepted) await pause(100);
  await pause(BEFORE_MS);
  const [faultAt, brokenAt] = [clock.now(), Date.now()];
  say(`fault: ${name}`);
  await act(stack, say);
  const repairedAt = clock.now();
  say('repaired');
  await settle(stack, operator, campaigns, say);
  await play.end();
  await settle(stack, operator, campaigns, say);
  const counted = rebalances(stack, brokenAt, Date.now());
  const numbers = new Set(people.map(({ e164 }) => e164));
  const pace = paceOf(numbers, await operator.allTexts());
  say(
    `settled: ${pace.perSecond} adverts a second, at most ${pace.longestGapMs} ms without one, ${counted} rebalances`,
  );
  if (stack.brokers.every(({ isRunning }) => isRunning)) await untilInSync(stack);
  return { name, people: numbers, faultAt, repairedAt, rebalances: counted, pace };
}
