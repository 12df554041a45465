import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import type { Product } from '../product/product';
import { type HotSpot, hotSpotsOf } from './hot-spots';
import { PROFILE_DIR, START_OR_END, profileFile } from './profile-file';
import { Statements } from './statements';

const FUNCTIONS_SHOWN = 25;
const OWNERS_SHOWN = 12;
const DATABASE = 'postgres';
const OUR_OWN = /\s{2}(apps|libs)\//;

/** Profiles of chosen parts of the product while it works. */
export class Profiling {
  private readonly dir = join(workspaceRoot(), 'dist', 'profiles', new Date().toISOString().replaceAll(':', '-'));

  private readonly names: string[];
  private readonly database: boolean;
  private statements: Statements | undefined;

  /** @param wanted - services, `simulator` or `postgres`, divided by commas */
  constructor(wanted: string) {
    const names = wanted.split(',').filter(Boolean);
    this.names = names.filter((name) => name !== DATABASE);
    this.database = names.includes(DATABASE);
    if (names.length > 0) mkdirSync(this.dir, { recursive: true });
  }

  /** What the product must be started with. */
  get preloads(): string[] {
    return this.names.length === 0 ? [] : [join(workspaceRoot(), 'dist/benchmarks/src/profile/recorder.js')];
  }

  get env(): NodeJS.ProcessEnv {
    return { [PROFILE_DIR]: this.dir };
  }

  /** Before the load that comes before the measured one. */
  async prepare(product: Product): Promise<void> {
    if (this.database) this.statements = await Statements.count(product);
  }

  async start(product: Product): Promise<void> {
    await this.statements?.start();
    for (const pid of this.pids(product).values()) process.kill(pid, START_OR_END);
  }

  /** Ends them and prints the functions and statements that took most. @param messages - that were handled meanwhile */
  async print(product: Product, messages: number): Promise<void> {
    await this.statements?.print(messages);
    const pids = this.pids(product);
    for (const pid of pids.values()) process.kill(pid, START_OR_END);
    for (const [name, pid] of pids) {
      const file = join(this.dir, profileFile(pid));
      while (!existsSync(file)) await delay(100);
      await delay(500);
      printHotSpots(name, file);
    }
  }

  private pids({ parts }: Product): Map<string, number> {
    return new Map(
      this.names.map((name) => {
        const part = parts[name];
        if (!part) throw new RangeError(`--profile ${name}: there are ${Object.keys(parts).join(', ')}`);
        return [name, part.pid];
      }),
    );
  }
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
