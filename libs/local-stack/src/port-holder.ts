import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** Says which process listens on a TCP port, as in `process 4711 (java -cp …)`, or that it cannot be known. */
export function portHolder(port: number): string {
  const pid = process.platform === 'linux' ? pidFromProc(port) : pidFromLsof(port);
  return pid === undefined ? 'a process that this user may not see' : `process ${pid} (${commandOf(pid)})`;
}

function pidFromLsof(port: number): number | undefined {
  const { stdout } = spawnSync('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'], { encoding: 'utf8' });
  return stdout ? Number(stdout.split('\n')[0]) : undefined;
}

/** Linux, with no tool: the sockets that listen on the port, then the process with one of them open. */
function pidFromProc(port: number): number | undefined {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listeningSockets(table, port)));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).some((target) => sockets.has(target))) return Number(pid);
  }
  return undefined;
}

// proc(5): columns 1 local address, 3 state, 9 inode.
function listeningSockets(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readOrEmpty(`/proc/net/${table}`)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((column) => column[1]?.endsWith(suffix) && column[3] === LISTENING)
    .map((column) => `socket:[${column[9]}]`);
}

function openFiles(pid: string): string[] {
  const folder = `/proc/${pid}/fd`;
  return valueOr([], () => readdirSync(folder)).map((fd) => valueOr('', () => readlinkSync(`${folder}/${fd}`)));
}

function commandOf(pid: number): string {
  const command =
    process.platform === 'linux'
      ? readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
      : spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  const text = command.trim();
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function readOrEmpty(path: string): string {
  return valueOr('', () => readFileSync(path, 'utf8'));
}

/** Processes of other users may not be looked into, and files close while we look. */
function valueOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
