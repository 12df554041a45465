import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

const CANDIDATES = [['docker', 'compose'], ['podman-compose'], ['podman', 'compose']];

/** The first engine whose daemon answers, or the one that `ENGINE` names; undefined when none does. */
export function findEngine(env = process.env) {
  const candidates = env.ENGINE ? [env.ENGINE] : ['docker', 'podman'];
  return candidates.find((command) => spawnSync(command, ['info']).status === 0);
}

/** The first compose that answers and knows our options, or the one that `COMPOSE` names; says what is missing otherwise. */
export function findCompose(env = process.env) {
  const candidates = env.COMPOSE ? [env.COMPOSE.split(' ')] : CANDIDATES;
  const asked = ['--env-file', devNull, 'version'];
  const found = candidates.find(([command, ...args]) => spawnSync(command, [...args, ...asked]).status === 0);
  if (found) return found;
  const tried = candidates.map((words) => words.join(' ')).join(', ');
  console.error(
    `No compose answers (${tried}). Install Docker with its compose plugin, or podman with podman-compose 1.1 or later ` +
      '(Debian 12 has an older one: pip install podman-compose); npm start runs the same without containers.',
  );
  return undefined;
}
