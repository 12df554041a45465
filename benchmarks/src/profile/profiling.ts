import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import type { Product, ProductSettings } from '../product/product';
import { type HotSpot, hotSpotsOf } from './hot-spots';
import { PROFILE_DIR, START_OR_END, profileFile } from './profile-file';
import { Statements } from './statements';

const FUNCTIONS_SHOWN = 25;
const OWNERS_SHOWN = 12;
const DATABASE = 'postgres';
const OUR_OWN = /\s{2}(apps|libs)\//;

const dir = join(workspaceRoot(), 'dist', 'profiles', new Date().toISOString().replaceAll(':', '-'));

/** Profiles of chosen parts of the product while it works. */
export class Profiling {
  private constructor(
    private readonly pids: ReadonlyMap<string, number>,
    private readonly statements: Statements | undefined,
  ) {}

  /** Settings of the product for profiling. @param names - services, `simulator` or `postgres` */
  static settings(names: readonly string[]): Required<Pick<ProductSettings, 'preloads' | 'env'>> {
    const recorder = join(workspaceRoot(), 'dist/benchmarks/src/profile/recorder.js');
    return { preloads: names.length === 0 ? [] : [recorder], env: { [PROFILE_DIR]: dir } };
  }

  /** Before the load that comes before the measured one. */
  static async prepare(product: Product, names: readonly string[]): Promise<Profiling> {
    if (names.length > 0) mkdirSync(dir, { recursive: true });
    const processes = names.filter((name) => name !== DATABASE);
    const pids = new Map(processes.map((name) => [name, product.pids[name] as number]));
    return new Profiling(pids, names.includes(DATABASE) ? await Statements.count(product) : undefined);
  }

  async start(): Promise<void> {
    await this.statements?.start();
    for (const pid of this.pids.values()) process.kill(pid, START_OR_END);
  }

  /** Ends them and prints the functions and statements that took most. @param messages - that were handled meanwhile */
  async print(messages: number): Promise<void> {
    await this.statements?.print(messages);
    for (const pid of this.pids.values()) process.kill(pid, START_OR_END);
    for (const [name, pid] of this.pids) printHotSpots(name, await profileOf(pid));
  }
}

/** Path of the profile that a process wrote when it ended. */
async function profileOf(pid: number): Promise<string> {
  const file = join(dir, profileFile(pid));
  while (!existsSync(file)) await delay(100);
  await delay(500);
  return file;
}

/** Profiles one process while `work` lasts, and prints where it spent its time. The process has the `preloads` and `env` of `settings`. */
export async function profiled<R>(name: string, pid: number, work: () => Promise<R>): Promise<R> {
  mkdirSync(dir, { recursive: true });
  process.kill(pid, START_OR_END);
  const result = await work();
  process.kill(pid, START_OR_END);
  printHotSpots(name, await profileOf(pid));
  return result;
}

function printHotSpots(name: string, file: string): void {
  const { busyMs, wallMs, functions, owners } = hotSpotsOf(file);
  const share = (ms: number) => `${((100 * ms) / busyMs).toFixed(1).padStart(5)} %`;
  console.log(
    `\nprofile of ${name}: busy ${((100 * busyMs) / wallMs).toFixed(0)} % of the time; shares of that; ${file}`,
  );
  console.log('  self time by owner');
  for (const { owner, selfMs } of owners.slice(0, OWNERS_SHOWN)) console.log(`    ${share(selfMs)}  ${owner}`);
  console.log('  functions by self time (and total)');
  for (const spot of functions.slice(0, FUNCTIONS_SHOWN)) printSpot(spot);
  console.log('  our own functions by total time (and self)');
  const own = functions.filter(({ where }) => OUR_OWN.test(where)).sort((a, b) => b.totalMs - a.totalMs);
  for (const { where, totalMs, selfMs } of own.slice(0, FUNCTIONS_SHOWN)) {
    console.log(`    ${share(totalMs)} (${share(selfMs)})  ${where}`);
  }

  function printSpot({ where, selfMs, totalMs }: HotSpot): void {
    console.log(`    ${share(selfMs)} (${share(totalMs)})  ${where}`);
  }
}
