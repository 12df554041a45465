import type { Dice } from './dice';

export const SERVICES = ['campaign', 'compliance', 'inbound-mo', 'suppression', 'notification'] as const;
export const DISPATCHERS = ['dispatcher', 'dispatcher-2', 'dispatcher-3'] as const;
/** In the order of a deployment. */
export const RESTARTABLE = [...SERVICES, ...DISPATCHERS] as const;
export const PARTS = [...RESTARTABLE, 'kafka', 'postgres'] as const;
export type PartName = (typeof PARTS)[number];

/** Ways an operator has a bad day; what each does is in `operator.ts`. */
export const MOODS = [
  'late',
  'throttles',
  'queue full',
  'silent',
  'drops at a submit',
  'repeats',
  'receipt first',
  'refuses binds',
] as const;
/** The same of a provider with an HTTP API. */
export const HTTP_MOODS = [
  'late',
  'throttles',
  'silent',
  'fails after taking',
  'repeats',
  'receipt first',
  'forges callbacks',
] as const;
export type Mood = (typeof MOODS)[number] | (typeof HTTP_MOODS)[number];

export type Fault =
  /** SIGKILL, and back after a while. */
  | { kind: 'kill'; part: PartName; downMs: number }
  /** SIGTERM, and back as soon as it has ended: a deployment. */
  | { kind: 'restart'; part: Restartable }
  /** SIGSTOP until the group has given its partitions to others, and a while longer. */
  | { kind: 'freeze'; part: (typeof DISPATCHERS)[number]; longerMs: number }
  /** All connections of the operator cut at once. */
  | { kind: 'disconnect' }
  | { kind: 'operator'; mood: Mood; forMs: number };

export type Restartable = (typeof RESTARTABLE)[number];

export interface PlannedFault {
  /** From the start of the campaign. */
  atMs: number;
  fault: Fault;
}

const MAX_DOWN_MS = 3_000;
const MAX_MOOD_MS = 6_000;

/**
 * Faults with their times. The four faults that the guarantees are most about come in every plan, every other kind comes once
 * before one comes again.
 */
export function planFaults(
  dice: Dice,
  durationMs: number,
  count: number,
  moods: readonly Mood[] = MOODS,
): PlannedFault[] {
  // A journal is waited for 12 s before its new owner says what is unknown: some wake before that, some after.
  const freeze = (part: (typeof DISPATCHERS)[number]): Fault => ({
    kind: 'freeze',
    part,
    longerMs: dice.int(0, Math.min(15_000, Math.round(durationMs / 10))),
  });
  const [killed, frozen] = dice.shuffled(DISPATCHERS) as [PartName, (typeof DISPATCHERS)[number]];
  const core: (() => Fault)[] = [
    () => kill(dice, killed),
    () => kill(dice, 'kafka'),
    () => freeze(frozen),
    () => ({ kind: 'disconnect' }),
  ];
  const all: (() => Fault)[] = [
    ...DISPATCHERS.map((part) => () => freeze(part)),
    () => ({ kind: 'disconnect' }),
    ...PARTS.map((part) => () => kill(dice, part)),
    ...RESTARTABLE.map((part) => (): Fault => ({ kind: 'restart', part })),
    ...moods.map((mood) => (): Fault => ({ kind: 'operator', mood, forMs: dice.int(1_000, MAX_MOOD_MS) })),
  ];
  let bag = [...core];
  return Array.from({ length: count }, () => {
    if (bag.length === 0) bag = dice.shuffled(all);
    const fault = (bag.shift() as () => Fault)();
    // A freeze lasts until the group notices, so it begins early.
    const latest = durationMs * (fault.kind === 'freeze' ? 0.5 : 0.9);
    return { atMs: dice.int(Math.round(durationMs * 0.05), Math.round(latest)), fault };
  }).sort((a, b) => a.atMs - b.atMs);
}

const kill = (dice: Dice, part: PartName): Fault => ({ kind: 'kill', part, downMs: dice.int(0, MAX_DOWN_MS) });

export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${fault.part}`;
    case 'restart':
      return `restart ${fault.part}`;
    case 'freeze':
      return `freeze ${fault.part}`;
    case 'disconnect':
      return 'operator disconnects all';
    case 'operator':
      return `operator ${fault.mood}`;
  }
}
