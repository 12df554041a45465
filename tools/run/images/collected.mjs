import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { PLATFORMS, epoch } from './assemble.mjs';
import { run } from './run.mjs';

/** Files of the workspace that an app reads, beside its packages. */
const READ = ['dist/apps', 'dist/libs', 'dist/tools/provision-database', 'package.json', 'package-lock.json'];
const READ_BY_PATH = ['apps/compliance/packs', 'libs/text-reader/weights', 'libs/reply-reader/weights'];

/**
 * Collects the apps with the packages of each processor, which npm selects by the lock file.
 * @returns folder of the apps by Node's name of the processor
 */
export async function collectFor(apps, into = join(root, 'dist/images')) {
  const folders = {};
  for (const cpu of Object.keys(PLATFORMS)) {
    const workspace = join(into, `workspace-${cpu}`);
    folders[cpu] = join(into, `collected-${cpu}`);
    for (const folder of [workspace, folders[cpu]]) rmSync(folder, { recursive: true, force: true });
    mkdirSync(workspace, { recursive: true });
    for (const path of [...READ, ...READ_BY_PATH]) cpSync(join(root, path), join(workspace, path), { recursive: true });
    const packages = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    run('npm', [...packages, '--os=linux', `--cpu=${cpu}`, '--libc=glibc'], { cwd: workspace });
    run(process.execPath, [join(root, 'tools/containers/collect.mjs'), folders[cpu], cpu, apps.join(',')], {
      cwd: workspace,
      env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch()) },
    });
    rmSync(workspace, { recursive: true });
  }
  for (const app of apps) compareNatives(app, folders);
  return folders;
}

/** Refuses an app that has a native package for one processor only. */
function compareNatives(app, folders) {
  const [some, others] = Object.values(folders).map((folder) =>
    readdirSync(join(folder, app), { recursive: true })
      .filter((file) => file.endsWith('.node'))
      .map((file) => file.replaceAll(/x64|arm64/g, '<cpu>'))
      .sort()
      .join('\n'),
  );
  if (some !== others)
    throw new Error(`${app} has other native packages for x64 than for arm64:\n${some}\n\n${others}`);
}
