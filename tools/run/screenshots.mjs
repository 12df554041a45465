import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  flags: {
    console: { value: 'ADDRESS', about: 'of a console that runs; without it a product of its own is started' },
    folder: { value: 'FOLDER', about: 'for the pictures; default: docs/console' },
    all: { about: 'also a desk in the dark and a telephone in the light' },
  },
  more: [
    'Signs in as each person in Chromium and writes the pictures of docs/console.md.',
    'Without --console it starts a product of its own and plays the story; tools/screenshots/src/pages.ts lists the pages.',
  ],
};

export default async function screenshots({ values }) {
  await build();
  const flags = Object.entries(values).flatMap(([name, value]) => [`--${name}`, ...(value === true ? [] : [value])]);
  return execute(process.execPath, [`${root}/dist/tools/screenshots/src/main.js`, ...flags]);
}
