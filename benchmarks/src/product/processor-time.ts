import { readFileSync, readdirSync } from 'node:fs';

/** A hundredth of a second, the unit of proc(5) everywhere on Linux. */
const TICKS_A_SECOND = 100;

interface Process {
  parent: number;
  /** Its own and that of its children that have ended. */
  ticks: number;
}

/** Processor seconds of each named process with all its children, since it began. Linux only. */
export function processorSeconds(pids: Record<string, number>): Record<string, number> {
  const processes = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const process = /^\d+$/.test(name) ? read(name) : undefined;
    if (process) processes.set(Number(name), process);
  }
  const ticksOf = (pid: number): number => {
    let ticks = processes.get(pid)?.ticks ?? 0;
    for (const [child, { parent }] of processes) if (parent === pid) ticks += ticksOf(child);
    return ticks;
  };
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, ticksOf(pid) / TICKS_A_SECOND]));
}

function read(pid: string): Process | undefined {
  try {
    // Behind the name in brackets: state is field 3 of proc(5), ppid 4, utime 14, stime 15, cutime 16, cstime 17.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const sum = [11, 12, 13, 14].reduce((total, index) => total + Number(fields[index]), 0);
    return { parent: Number(fields[1]), ticks: sum };
  } catch {
    // It has just ended.
    return undefined;
  }
}
