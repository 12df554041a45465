import { readdirSync } from 'node:fs';
import { refuse } from './flags.mjs';
import { root } from './workspace.mjs';
import { startWith } from './start.mjs';

/** Not services of the platform, but what surrounds it. */
const SURROUNDINGS = ['identity-provider', 'smsc-simulator'];

export const usage = {
  words: '[service …]',
  flags: {
    story: { about: 'plays the story first' },
    provider: { value: 'NAME', about: 'as of npm start' },
  },
  more: [
    'Serves until Ctrl-C. A change in apps/<service>/src builds and restarts that service alone, a change in libs/*/src the',
    'services that are named; without names, every service is watched. Types are not checked: npm run check does so.',
  ],
};

export default async function dev({ values: { story, ...values }, words }) {
  const services = readdirSync(`${root}/apps`).filter((name) => !SURROUNDINGS.includes(name));
  const unknown = words.find((word) => !services.includes(word));
  if (unknown) return refuse('dev', `'${unknown}' is no service (${services.join(', ')})`).exitCode;
  const watched = words.length > 0 ? words : services;
  return startWith([
    ...Object.entries(story ? values : { ...values, empty: true }),
    ...watched.map((name) => ['watch', name]),
  ]);
}
