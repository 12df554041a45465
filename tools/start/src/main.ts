import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { VENDOR_NAMES } from '@stopsms/kernel';
import {
  LocalStackError,
  type RunningStack,
  readStackConfiguration,
  startStack,
  vendorNamed,
  workspaceRoot,
} from '@stopsms/local-stack';
import { addressTable } from './address-table';
import { buildProjects } from './build-projects';
import { RestartOnChange } from './restart-on-change';
import { stopRequest } from './stop-request';
import { ApiError, StoryStopped, runStory } from '@stopsms/story';

const USAGE = `npm start -- [--once | --empty] [--provider <name> | --providers <file>]
  (nothing)  starts everything, plays the story, serves until Ctrl-C
  --once     ends after the story: exit code 0 if it went as described, else 1
  --empty    serves with no story
  --provider ${VENDOR_NAMES.join(', ')}: the simulator plays its HTTP API instead of SMPP
  --providers  file as docs/providers.example.yaml: real SMS to real people, with --empty`;

const startedAt = performance.now();
const print = (line: string) => console.log(line);
const step = (line: string) => print(`[${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${line}`);

/** @returns the exit code */
async function main(): Promise<number> {
  const { once: endAfterStory, empty, provider, providers, watch } = readOptions();
  const stopAsked = stopRequest(() => print('Asked again: ending at once.'));
  const partLost = new AbortController();
  const ending = AbortSignal.any([stopAsked, partLost.signal]);
  const stack = await startStack({
    ...readStackConfiguration(process.env),
    provider: provider === undefined ? undefined : vendorNamed(provider),
    providersFile: providers === undefined ? undefined : resolve(providers),
    clock: process.env.STOPSMS_CLOCK,
    // Whoever tries it out asks for a proof at once.
    env: { SEAL_EVERY_MS: process.env.SEAL_EVERY_MS || '2000' },
    log: step,
    signal: stopAsked,
    onPartLost: (name) => {
      step(`${name} is lost, so the stack ends.`);
      partLost.abort();
    },
  });
  step('Everything runs');
  let restarts: RestartOnChange | undefined;
  try {
    const succeeded = empty ? true : await playStory(stack, ending);
    if (endAfterStory) return succeeded && !ending.aborted ? 0 : 1;
    if (!ending.aborted) {
      restarts = watch && (await watchSources(stack, watch));
      ['', ...addressTable(stack), '', 'Serving. Ctrl-C stops everything.'].forEach(print);
      await once(ending, 'abort');
    }
    return partLost.signal.aborted ? 1 : 0;
  } finally {
    step('Stopping');
    await restarts?.end();
    await stack.stop();
    step('Stopped; the data is kept');
  }
}

async function watchSources({ services, console: web }: RunningStack, names: string[]): Promise<RestartOnChange> {
  const watched = [...Object.values(services), web].filter(({ name }) => names.includes(name));
  const restarts = await RestartOnChange.begin({
    root: workspaceRoot(),
    services: watched,
    build: buildProjects,
    log: step,
  });
  step(`A change of its sources, or of libs, restarts ${watched.map(({ name }) => name).join(', ')}`);
  return restarts;
}

/** Mark, of the identity provider for development, is a marketer of these advertisers from his next sign-in on. */
async function actFor({ identityProvider }: RunningStack, advertisers: string[]): Promise<void> {
  const answer = await fetch(`${identityProvider.url}/people/mark/advertisers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(advertisers),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new LocalStackError('part-not-ready', `The identity provider answers ${answer.status}.`);
}

interface Options {
  once: boolean;
  empty: boolean;
  provider?: string | undefined;
  providers?: string | undefined;
  /** Services that are restarted when their sources change (`npm run dev`). */
  watch?: string[] | undefined;
}

function readOptions(): Options {
  try {
    const options = {
      once: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      provider: { type: 'string' },
      providers: { type: 'string' },
      watch: { type: 'string', multiple: true },
    } as const;
    const { values } = parseArgs({ options });
    if (values.once && values.empty) throw new Error('--once ends after the story and --empty has none: choose one.');
    if (values.providers !== undefined && !values.empty) {
      throw new Error('--providers sends real SMS, and the story would text numbers of fiction: add --empty.');
    }
    if (values.providers !== undefined && values.provider !== undefined) {
      throw new Error('--providers reaches real providers and --provider a simulated one: choose one.');
    }
    return values;
  } catch (error) {
    throw new LocalStackError('configuration-invalid', `${(error as Error).message}\n${USAGE}`);
  }
}

/** @returns true if it went as described; false if the stack has to end before */
async function playStory(stack: RunningStack, ending: AbortSignal): Promise<boolean> {
  if (ending.aborted) return false;
  const interrupted = once(ending, 'abort').then(() => ({ ok: false }));
  try {
    const result = await Promise.race([runStory(stack, print), interrupted]);
    if ('cast' in result) await actFor(stack, [result.cast.brisane]);
    return result.ok;
  } catch (error) {
    if (!(error instanceof StoryStopped || error instanceof ApiError)) throw error;
    print(`The story ends early: ${error.message} The services' logs are in ${join(stack.dir, 'logs')}.`);
    return false;
  }
}

main().then(
  // Whatever a library left open must not keep this process alive.
  (code) => process.exit(code),
  (error: unknown) => {
    const wasAsked = error instanceof Error && error.name === 'AbortError';
    const text = error instanceof LocalStackError ? error.message : wasAsked ? 'Stopped before everything ran.' : error;
    console.error(text);
    process.exit(wasAsked ? 130 : 1);
  },
);
