import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute, root, secondsSince } from './workspace.mjs';

const SIGN_OF_LIFE_MS = 10_000;

/** Installs the packages if node_modules is missing or is not what package-lock.json says. */
export async function install() {
  if (isInstalled()) return;
  const startedAt = performance.now();
  console.log('Installing packages (npm ci), a minute or so');
  const ticking = setInterval(() => console.log(`  still installing, ${secondsSince(startedAt)}`), SIGN_OF_LIFE_MS);
  // Development packages too, even where npm is configured to omit them: this runs and tests from source.
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const code = await execute('npm', args).finally(() => clearInterval(ticking));
  if (code !== 0) {
    console.error('npm ci failed; its reason is above. Check the network and the npm registry, then try again.');
    process.exit(1);
  }
  console.log(`Packages installed in ${secondsSince(startedAt)}`);
}

/** npm notes in node_modules what it installed: every locked package must be there, except those of other platforms. */
function isInstalled() {
  const locked = packagesIn('package-lock.json');
  const installed = packagesIn(join('node_modules', '.package-lock.json'));
  return Object.entries(locked).every(([path, { version, optional }]) => {
    const found = installed[path];
    return path === '' || (found ? found.version === version : optional === true);
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}
