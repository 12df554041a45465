import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { executeBin, root } from './workspace.mjs';

/** Tried in this order, for what a branch is compared with. */
const TRUNKS = ['origin/main', 'main'];

export class NoSuchRevision extends Error {}

/**
 * The projects that a change touches: those with a changed file, committed since `base` or not, those that declare such a file
 * as an input, and all that depend on them.
 * @returns their folders
 * @throws NoSuchRevision
 */
export async function changedProjects(base) {
  const from = base ? commitOf(base) : forkPoint();
  const files = filesSince(from);
  const since = `since ${from.slice(0, 12)} (${base ?? 'where HEAD left main'})`;
  const names = files.length > 0 ? await affectedProjects(from) : [];
  if (names.length === 0) {
    console.log(`\nNothing that a test depends on has changed ${since}: ${files.length} files, no project.`);
    return [];
  }
  console.log(`\n${files.length} files changed ${since}. They touch ${names.length} projects: ${names.join(', ')}`);
  const roots = projectRoots();
  return names.map((name) => roots[name]);
}

/**
 * Files that a change touches and that exist, committed since `base` or not; those changed since HEAD where no trunk is known.
 * @returns their paths from the root
 */
export function changedFiles(base) {
  const from = base ? commitOf(base) : (knownForkPoint() ?? 'HEAD');
  return filesSince(from).filter((file) => existsSync(join(root, file)));
}

const filesSince = (commit) => [
  ...git('diff', '--name-only', commit),
  ...git('ls-files', '--others', '--exclude-standard'),
];

function knownForkPoint() {
  for (const trunk of TRUNKS) {
    const [commit] = git('merge-base', 'HEAD', trunk);
    if (commit) return commit;
  }
  return undefined;
}

function forkPoint() {
  const commit = knownForkPoint();
  if (commit) return commit;
  throw new NoSuchRevision(`neither ${TRUNKS.join(' nor ')} is known here: name a commit with --base`);
}

function commitOf(revision) {
  const [commit] = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  if (!commit) throw new NoSuchRevision(`--base ${revision}: there is no such commit`);
  return commit;
}

/** @returns the lines that git gives; none if it fails */
function git(...args) {
  const { stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return (stdout ?? '').split('\n').filter(Boolean);
}

async function affectedProjects(base) {
  let output = '';
  const code = await executeBin('nx', ['show', 'projects', '--affected', `--base=${base}`, '--json'], {
    onOutput: (text) => (output += text),
  });
  const names = output.split('\n').find((line) => line.startsWith('['));
  if (code !== 0 || !names) throw new Error(`Nx cannot determine the changed files:\n${output}`);
  return JSON.parse(names).sort();
}

/** @returns the folder of each project by its name */
function projectRoots() {
  const files = git('ls-files', '--cached', '--others', '--exclude-standard', '*project.json');
  return Object.fromEntries(
    files.map((file) => [JSON.parse(readFileSync(join(root, file), 'utf8')).name, dirname(file)]),
  );
}
