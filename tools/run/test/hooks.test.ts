import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const FILES = ['.husky/install.mjs', '.husky/pre-commit', 'lint-staged.config.mjs', '.prettierrc'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooks-'));
  for (const file of FILES) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n*.mjs\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): string {
  const own = Object.entries(process.env).filter(([name]) => !/^(GIT_|CI$)/.test(name));
  const { stdout, stderr, status } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...Object.fromEntries(own), ...env },
  });
  if (status !== 0 && command !== 'git') throw new Error(`${command}: ${status} ${stdout}${stderr}`);
  return `${stdout}${stderr}`.trim();
}

const git = (...args: string[]) => run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args]);
const install = (env?: NodeJS.ProcessEnv) => run(process.execPath, ['.husky/install.mjs'], env);
const hooksPath = () => git('config', 'core.hooksPath');

test('a commit formats its files', () => {
  git('init', '-q');
  expect([install(), hooksPath()]).toEqual(['', '.husky/_']);
  writeFileSync(join(folder, 'page.md'), '*  one\n*  two\n');
  git('add', '.');
  git('commit', '-qm', 'first');
  expect(git('show', 'HEAD:page.md')).toBe('- one\n- two');
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toBe('- one\n- two\n');
});

test('a commit with a syntax error is refused', () => {
  git('init', '-q');
  install();
  writeFileSync(join(folder, 'settings.json'), '{ "one": }\n');
  git('add', '.');
  expect(git('commit', '-m', 'first')).toContain('SyntaxError');
  expect(git('log')).toMatch(/does not have any commits yet/);
});

test('CI, an archive without git, and a clone with its own hooks stay as they are', () => {
  expect(install()).toBe("No hooks before commits: .git can't be found");
  git('init', '-q');
  expect([install({ CI: 'true' }), hooksPath()]).toEqual(['', '']);
  git('config', 'core.hooksPath', '/own/hooks');
  expect([install(), hooksPath()]).toEqual(['', '/own/hooks']);
});
