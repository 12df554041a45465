import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  passesOn: true,
  words: '[--console <address>] [--folder <folder>]',
  more: [
    'Signs in as each person in Chromium and writes the pictures of docs/console.md.',
    'Without --console it starts a product of its own and plays the story; tools/screenshots/src/pages.ts lists the pages.',
  ],
};

export default async function screenshots({ words }) {
  await build();
  return execute(process.execPath, [`${root}/dist/tools/screenshots/src/main.js`, ...words]);
}
