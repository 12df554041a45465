import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { type Finding, incompatibilities } from './compatibility';
import { type Contracts, currentContracts } from './contract';

const FOLDER = 'libs/contracts/released';
/** Findings of the kind `readers-first` that somebody has thought about: the release notes must say so. */
const ACCEPTED = `${FOLDER}/readers-first.json`;
const VERSION = /^(\d+\.\d+\.\d+)\.json$/;

/** Reported as lines, without a stack trace. */
export class ReleaseRefused extends Error {}

/** Returns one line per change of a topic that breaks the last release or has to be written down. */
export async function brokenPromises(): Promise<string[]> {
  const last = await lastRelease();
  if (!last) return [`${FOLDER} holds no release: run npm run generate -- --release`];
  const accepted = JSON.parse(await readFile(ACCEPTED, 'utf8')) as string[];
  return problemsOf(incompatibilities(last.contracts, currentContracts()), accepted, last.version);
}

export function problemsOf(findings: Finding[], accepted: string[], version: string): string[] {
  const wide = findings.filter(({ kind }) => kind === 'readers-first').map(({ what }) => what);
  return [
    ...findings
      .filter(({ kind }) => kind === 'breaks')
      .map(
        ({ what }) => `${what}, unlike in ${version}: make a new topic (docs/publishing.md, "How a topic may change")`,
      ),
    ...wide
      .filter((what) => !accepted.includes(what))
      .map(
        (what) =>
          `${what}, which ${version} would refuse: make a new topic, or put this line into ${ACCEPTED} if every reader can be upgraded first`,
      ),
    ...accepted
      .filter((what) => !wide.includes(what))
      .map((what) => `${ACCEPTED} has "${what}", which is not so: remove it`),
  ];
}

/**
 * Stores the present topics as those of this version, instead of the previous release.
 * @throws ReleaseRefused when it is one already, or breaks a promise
 */
export async function release(): Promise<string> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const last = await lastRelease();
  if (last?.version === version)
    throw new ReleaseRefused(`${version} is released already: raise "version" in package.json first.`);
  const problems = last ? await brokenPromises() : [];
  if (problems.length > 0) throw new ReleaseRefused(problems.join('\n'));
  const file = `${FOLDER}/${version}.json`;
  await writeFile(file, `${JSON.stringify(currentContracts(), null, 2)}\n`);
  await writeFile(ACCEPTED, '[]\n');
  if (last) await rm(`${FOLDER}/${last.version}.json`);
  return file;
}

async function lastRelease(): Promise<{ version: string; contracts: Contracts } | undefined> {
  const versions = (await readdir(FOLDER)).flatMap((name) => VERSION.exec(name)?.[1] ?? []);
  const version = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (version === undefined) return undefined;
  return { version, contracts: JSON.parse(await readFile(`${FOLDER}/${version}.json`, 'utf8')) as Contracts };
}
