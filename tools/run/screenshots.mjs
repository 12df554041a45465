import { build } from './build.mjs';
import { execute, root } from './workspace.mjs';

export const usage = {
  flags: {
    console: { value: 'URL', about: 'of a running console; without it a product of its own is started' },
    folder: { value: 'FOLDER', about: 'for the screenshots; default: .stopsms/screenshots' },
    language: { value: 'LANGUAGE', about: 'en (default) or fr' },
    all: { about: 'also wide in dark and narrow in light' },
    docs: { about: 'also replaces those of docs/console.md' },
  },
  more: [
    'Signs in as each user in Chromium and takes screenshots of the pages in tools/screenshots/src/pages.ts.',
    'Without --console it starts its own product and runs the demo first.',
  ],
};

export default async function screenshots({ values }) {
  await build();
  const flags = Object.entries(values).flatMap(([name, value]) => [`--${name}`, ...(value === true ? [] : [value])]);
  return execute(process.execPath, [`${root}/dist/tools/screenshots/src/main.js`, ...flags]);
}
