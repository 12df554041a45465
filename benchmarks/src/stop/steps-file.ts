import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** File in which the services note the steps of each STOP, and how long their event loops were late. */
export const stepsFile = (productDir: string): string => join(productDir, 'steps');
export const WRITE_EVERY_MS = 500;

/** Steps that services note, in the order of one STOP; the topics have the times of the others. */
export type NotedStep =
  // inbound-mo has decoded the text, its producer begins the request, the broker has confirmed it.
  | 'decoded'
  | 'producing'
  | 'confirmed'
  // The dispatcher has fetched it; no advert leaves any more; its view holds the opt-out.
  | 'followed'
  | 'blocked'
  | 'listed'
  // inbound-mo has fetched it; its round has begun; what was sent before is stored; the reply is stored.
  | 'fetched'
  | 'round'
  | 'reading'
  | 'stored'
  // suppression begins to record the opt-out; it has.
  | 'recording'
  | 'recorded';

/** Longest delay of an event loop in each interval of WRITE_EVERY_MS. */
export interface LoopDelay {
  service: string;
  delayMs: number;
  at: number;
}

export interface Steps {
  /** By step, then by recipient key (`decoded`: by number), epoch ms of the machine's clock. */
  noted: ReadonlyMap<string, ReadonlyMap<string, number>>;
  loops: readonly LoopDelay[];
}

export function readSteps(file: string): Steps {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const noted = new Map<string, Map<string, number>>();
  const loops: LoopDelay[] = [];
  for (const line of lines) {
    const [step = '', key = '', at, delay] = line.split(' ');
    if (step === 'loop') loops.push({ service: key, at: Number(at), delayMs: Number(delay) });
    else noted.set(step, (noted.get(step) ?? new Map<string, number>()).set(key, Number(at)));
  }
  return { noted, loops };
}
