import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, cpSync, mkdirSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { printFigure } from '../spread';
import { filesIn } from './disk';
import { Program } from './program';
import type { Checked } from './writer';
import { type StoreName, STORES } from './stores/store-names';

const ROWS = 200;
const WRITTEN = 400;
const FOREVER = 1e9;
const SMALL_DISK = '24m';

/** Breaks the process, the files and the disk of each store, and prints the state afterwards: a loss must be seen, or the topics are not read again. */
export async function breakStores(dir: string, kills: number): Promise<void> {
  for (const store of STORES) {
    console.log(`faults: ${store}`);
    await killed(store, join(dir, `killed-${store}`), kills);
    const whole = join(dir, `whole-${store}`);
    await wrote('write', store, whole, WRITTEN);
    const broken = async (label: string, damage: (copy: string) => void) => {
      const copy = join(dir, `${label.replaceAll(' ', '-')}-${store}`);
      cpSync(whole, copy, { recursive: true });
      damage(copy);
      printFigure(label, await checkOf(store, copy));
    };
    await broken('intact', () => undefined);
    await broken('largest file cut to its half', (copy) => {
      const [largest = ''] = filesIn(copy);
      truncateSync(largest, Math.floor(statSync(largest).size / 2));
    });
    await broken('64 kB in its middle overwritten', (copy) => overwrite(filesIn(copy)[0] ?? ''));
    await broken('all files emptied', (copy) => filesIn(copy).forEach((file) => truncateSync(file, 0)));
    const other = join(dir, `other-${store}`);
    await wrote('write-other', store, other, 10);
    printFigure('store of another version', await checkOf(store, other));
    await fullDisk(store, join(dir, `full-${store}`));
  }
}

/** SIGKILL in the middle of transactions, again and again on the same store. */
async function killed(store: StoreName, dir: string, kills: number): Promise<void> {
  const lost: number[] = [];
  for (let n = 0; n < kills; n += 1) {
    const program = new Program('writer', ['write', store, dir, String(FOREVER)]);
    let last = Number(await program.line());
    const until = performance.now() + 200 + 300 * Math.random();
    while (performance.now() < until) last = Number(await program.line());
    program.kill();
    await program.ended();
    for (;;) {
      const line = await program.line().catch(() => undefined);
      if (line === undefined) break;
      last = Number(line);
    }
    const { offset, rows } = JSON.parse(await lineOf('check', store, dir)) as Checked;
    if (rows !== offset * ROWS) throw new Error(`${store}: ${rows} rows of ${offset} transactions after a SIGKILL`);
    lost.push(Math.max(0, last - offset));
  }
  printFigure(`killed ${kills} times`, `every transaction whole, ${Math.max(...lost)} lost of those confirmed`);
}

async function wrote(task: string, store: StoreName, dir: string, count: number): Promise<string> {
  const program = new Program('writer', [task, store, dir, String(count)]);
  const { how, errors } = await program.ended();
  return how === '0' ? 'written' : `ended with ${how}: ${errors}`;
}

const lineOf = (task: string, store: StoreName, dir: string) => new Program('writer', [task, store, dir, '0']).line();

/** Says whether damage is seen when the store is opened and read. */
async function checkOf(store: StoreName, dir: string): Promise<string> {
  const program = new Program('writer', ['check', store, dir, '0']);
  const line = await program.line().catch(() => undefined);
  const { how, errors } = await program.ended();
  if (line === undefined) return `refused (${how}): ${errors.split('\n')[0]?.slice(0, 140)}`;
  const { offset, rows } = JSON.parse(line) as Checked;
  if (rows === offset * ROWS && offset === WRITTEN) return 'read whole';
  return rows === offset * ROWS
    ? `read whole, as of transaction ${offset} of ${WRITTEN}`
    : `NOT SEEN: ${rows} rows of ${WRITTEN * ROWS}, offset ${offset}`;
}

function overwrite(file: string): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, randomBytes(65_536), 0, 65_536, Math.floor(statSync(file).size / 2));
  closeSync(descriptor);
}

/** A small disk of its own, which needs the right to mount. */
async function fullDisk(store: StoreName, dir: string): Promise<void> {
  mkdirSync(dir);
  const mount = (...args: string[]) => execFileSync('mount', [...args, dir], { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'none');
  } catch {
    printFigure('full disk', 'not tried: no right to mount one');
    return;
  }
  try {
    const end = await wrote('write', store, dir, FOREVER);
    printFigure('full disk', end.split('\n')[0]?.slice(0, 140) ?? '');
    printFigure('full disk, opened again', await checkOf(store, dir));
    mount('-o', 'remount,size=128m');
    printFigure('full disk, with space again', await checkOf(store, dir));
    const more = new Program('writer', ['write', store, dir, '20']);
    printFigure('full disk, written again', (await more.ended()).how === '0' ? 'goes on' : 'refused');
  } finally {
    execFileSync('umount', [dir], { stdio: 'ignore' });
  }
}
