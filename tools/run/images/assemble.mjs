import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revision } from '../compose/settings.mjs';
import { root } from '../workspace.mjs';
import { imageConfig } from './dockerfile.mjs';
import { run } from './run.mjs';

/** Platforms of an image, by Node's names of the processors. */
export const PLATFORMS = { x64: 'linux/amd64', arm64: 'linux/arm64' };
const dockerfile = () => readFileSync(join(root, 'docker/Dockerfile'), 'utf8');

/** Seconds since 1970 of the commit, for every date in an image. */
export const epoch = () => Number(process.env.SOURCE_DATE_EPOCH || revision().SOURCE_DATE_EPOCH || 0);

/** Returns the base by its digest; a base that lacks a platform is refused. */
export function baseOf(image = /^ARG BASE=(\S+)/m.exec(dockerfile())[1]) {
  const name = image.replace(/@.*/, '').replace(/:[^:/]*$/, '');
  const pinned = `${name}@${run('crane', ['digest', image])}`;
  const { manifests = [] } = JSON.parse(run('crane', ['manifest', pinned]));
  const has = manifests.map(({ platform }) => `${platform?.os}/${platform?.architecture}`);
  const lacking = Object.values(PLATFORMS).filter((platform) => !has.includes(platform));
  if (lacking.length > 0) throw new Error(`The base ${image} has no image for ${lacking.join(', ')}`);
  return pinned;
}

/**
 * Pushes an app for each platform, and an index of both by the version.
 * @returns digest of the index: the same for the same commit, base, Node and crane
 */
export function pushImage({ app, registry, base, collected }) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tag = `${registry}/${app}:${version}`;
  const images = Object.entries(PLATFORMS).flatMap(([cpu, platform]) => {
    const own = `${tag}-${platform.split('/')[1]}`;
    const layer = layerOf(join(collected[cpu], app));
    try {
      run('crane', [
        'append',
        '--platform',
        platform,
        '-b',
        base,
        '-f',
        layer,
        '-t',
        own,
        '--set-base-image-annotations',
      ]);
    } finally {
      rmSync(layer);
    }
    const config = JSON.parse(run('crane', ['config', own]));
    if (`${config.os}/${config.architecture}` !== platform)
      throw new Error(`The base of ${own} is for ${config.os}/${config.architecture}, not for ${platform}`);
    const { REVISION = 'unknown' } = revision();
    const input = JSON.stringify(configOf(config, imageConfig(dockerfile(), { APP: app, VERSION: version, REVISION })));
    run('crane', ['edit', 'config', own, '-t', own], { input });
    return ['-m', `${registry}/${app}@${run('crane', ['digest', own])}`];
  });
  run('crane', ['index', 'append', ...images, '-t', tag]);
  return run('crane', ['digest', tag]);
}

function configOf(base, { Env, Labels, ...own }) {
  const created = new Date(epoch() * 1000).toISOString().replace('.000', '');
  // With its own ENTRYPOINT an image has no CMD of its base, as an engine has it.
  const inherited = { ...base.config, Cmd: undefined };
  const history = base.history.slice(0, -1);
  return {
    ...base,
    created,
    config: {
      ...inherited,
      ...own,
      Env: [...(inherited.Env ?? []), ...Env],
      Labels: { ...inherited.Labels, ...Labels },
    },
    history: [...history, { created, created_by: 'node tools/run.mjs images' }],
  };
}

/** One layer with the files of an app: names sorted, owners, modes and dates fixed. */
function layerOf(folder) {
  const temporary = mkdtempSync(join(tmpdir(), 'stopsms-layer-'));
  const layer = `${temporary}.tar`;
  const fixed = ['--format=gnu', '--sort=name', '--numeric-owner', `--mtime=@${epoch()}`, '--mode=u=rwX,go=rX'];
  const volumes = ['var/lib/stopsms/view', 'var/lib/stopsms/simulator'];
  for (const volume of volumes) mkdirSync(join(temporary, volume), { recursive: true });
  run('tar', ['-cf', layer, ...fixed, '--owner=0', '--group=0', '--transform=s,^\\.,app,rSh', '-C', folder, '.']);
  run('tar', ['-rf', layer, ...fixed, '--owner=1000', '--group=1000', '-C', temporary, ...volumes]);
  rmSync(temporary, { recursive: true });
  return layer;
}
