import { setTimeout as delay } from 'node:timers/promises';
import { addresses } from './compose/addresses.mjs';
import { findCompose } from './compose/engine.mjs';
import { envFile, problemOf, profiles, readSettings } from './compose/settings.mjs';
import { execute, root, secondsSince } from './workspace.mjs';

const READY_TIMEOUT_MS = 300_000;
const LOOK_EVERY_MS = 1000;
const SAY_EVERY_MS = 10_000;
/** Else all images are begun at once, each with the layers that they share, and lose their health checks. */
const FOR_PODMAN = { COMPOSE_PARALLEL_LIMIT: '1', BUILDAH_FORMAT: 'docker' };
/** podman starts nothing that needs a container which has ended, as provision-database has; whoever comes too early is started again. */
const WITHOUT_ORDER = ['--no-deps'];

export const usage = {
  passesOn: true,
  words: '[arguments of compose]',
  more: [
    'Without words it builds, starts, waits until all is ready and prints the addresses.',
    'Else: logs -f <service>, ps, down, down --volumes (deletes the data). More in docs/containers.md.',
  ],
};

export default async function compose({ words: args }) {
  const found = findCompose();
  if (!found) return 1;
  const settings = readSettings();
  Object.assign(process.env, settings);
  const [command, ...before] = found;
  const chosen = profiles().flatMap((profile) => ['--profile', profile]);
  const run = (more, env = process.env) =>
    execute(command, [...before, '-f', `${root}/docker/compose.yaml`, '--env-file', envFile, ...chosen, ...more], {
      env,
    });
  if (args.length > 0) return run(args);

  const problem = problemOf();
  if (problem) {
    console.error(`Cannot start: ${problem}`);
    return 1;
  }
  const startedAt = performance.now();
  const podman = command.endsWith('podman-compose');
  const code = await run(['up', '--build', '--detach', ...(podman ? WITHOUT_ORDER : [])], {
    ...(podman ? FOR_PODMAN : {}),
    ...process.env,
  });
  if (code !== 0) return code;
  // Images may have taken as long to build: nobody has waited yet.
  if (!(await allReady(performance.now()))) return 1;
  console.log(`\nAll is ready after ${secondsSince(startedAt)}\n`);
  for (const { name, url, more } of addresses()) console.log(`${name.padEnd(18)} ${url}${more ? `   ${more}` : ''}`);
  console.log(
    `\nSecrets are in ${envFile}. npm run compose -- down stops everything, -- down --volumes deletes the data.`,
  );
  return 0;
}

async function allReady(startedAt) {
  let saidAt = performance.now();
  for (;;) {
    const waitingFor = (await Promise.all(addresses().map(whyNotReady))).filter(Boolean);
    if (waitingFor.length === 0) return true;
    const now = performance.now();
    if (now - startedAt > READY_TIMEOUT_MS) {
      console.error(`Not ready after ${secondsSince(startedAt)}:`);
      waitingFor.forEach((line) => console.error(`  ${line}`));
      console.error('See npm run compose -- logs <service>.');
      return false;
    }
    if (now - saidAt > SAY_EVERY_MS) {
      saidAt = now;
      console.log(`Waiting for ${waitingFor.join('; ')}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}

async function whyNotReady({ name, ready }) {
  try {
    const response = await fetch(ready, { signal: AbortSignal.timeout(4000) });
    if (response.ok) return undefined;
    const { detail } = await response.json().catch(() => ({}));
    return `${name} (${detail ?? `answers ${response.status}`})`;
  } catch {
    return `${name} (does not answer)`;
  }
}
