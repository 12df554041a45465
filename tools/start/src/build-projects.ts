import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { workspaceRoot } from '@stopsms/local-stack';

/** @throws Error with the output of the build */
export async function buildProjects(projects: string[], signal: AbortSignal): Promise<void> {
  const root = workspaceRoot();
  const args = ['run-many', '-t', 'build', '-p', projects.join(','), '--outputStyle=static'];
  const child = spawn(process.execPath, [join(root, 'node_modules/.bin/nx'), ...args], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`The build failed, and nothing was restarted:\n${stdout}${stderr}`);
}
