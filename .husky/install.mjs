// Runs at `npm ci` and `npm install`: lets git run the hooks of this folder. Does nothing in CI, in an archive without `.git`, where
// development packages are left out, and where git has hooks of your own. `git config --unset core.hooksPath` takes them away.
import { spawnSync } from 'node:child_process';

const hooksPath = () => spawnSync('git', ['config', 'core.hooksPath'], { encoding: 'utf8' }).stdout?.trim();

if (!process.env.CI && ['', '.husky/_'].includes(hooksPath() ?? '')) {
  const husky = await import('husky').catch(() => undefined);
  const message = husky?.default();
  if (message) console.log(`No hooks before commits: ${message}`);
}
