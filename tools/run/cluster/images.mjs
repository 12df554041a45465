import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { revision } from '../compose/settings.mjs';
import { root } from '../workspace.mjs';
import { loadCommand } from './local-cluster.mjs';
import { home, quietly, step } from './steps.mjs';

/** Images of k8s/overlays/dev. */
export const APPS = [
  ...['campaign', 'compliance', 'dispatcher', 'gateway', 'inbound-mo', 'notification', 'suppression', 'console'],
  ...['identity-provider', 'smsc-simulator', 'provision-database'],
];
/** Images without a registry: a cluster that lacks one cannot pull it. */
export const PREFIX = 'localhost/stopsms';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });

const nameOf = (app, tag) => `${PREFIX}/${app}:${tag}`;

/** `0.2.0-4e8bea1`; with changes that are in no commit also the time, since no tag is ever used for two builds. */
export function tagOfNow(now = new Date()) {
  const commit = git('rev-parse', '--short=7', 'HEAD');
  const changes = git('status', '--porcelain');
  const clean = commit.status === 0 && changes.status === 0 && changes.stdout === '';
  const time = now.toISOString().replace(/\D/g, '').slice(0, 14);
  return [version, commit.status === 0 ? commit.stdout.trim() : 'unknown', ...(clean ? [] : [time])].join('-');
}

/** Builds what there is not yet: the first image takes minutes, the others share its layers. */
export async function build(engine, tag) {
  const { REVISION = 'unknown', SOURCE_DATE_EPOCH = '0' } = revision();
  const given = { VERSION: version, REVISION, SOURCE_DATE_EPOCH, ...base() };
  for (const app of APPS) {
    const image = nameOf(app, tag);
    if (spawnSync(engine, ['image', 'inspect', image]).status === 0) {
      console.log(`${image} is built already`);
      continue;
    }
    const first = app === APPS[0] ? ' (minutes when it is the first one ever)' : '';
    await step(`Building ${image}${first}`, () =>
      quietly(
        'build',
        engine,
        [
          'build',
          '-f',
          'docker/Dockerfile',
          ...Object.entries({ APP: app, ...given }).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
          '-t',
          image,
          '.',
        ],
        BUILDER,
      ),
    );
  }
}

/** Plain images: no index with attestations, which not every cluster's loader can read. */
const BUILDER = { BUILDX_NO_DEFAULT_ATTESTATIONS: '1', BUILDAH_FORMAT: 'docker' };
const base = (env = process.env) => (env.NODE_IMAGE ? { BASE: env.NODE_IMAGE } : {});

/** By one archive, which has the layers that images share once and which every tool and engine can read. */
export async function loadInto(cluster, engine, tag) {
  const archive = join(home, 'images.tar');
  rmSync(archive, { force: true }); // podman writes over none
  // Also where it goes by the name of docker.
  const isPodman = /podman/i.test(spawnSync(engine, ['--version'], { encoding: 'utf8' }).stdout ?? '');
  const several = isPodman ? ['--multi-image-archive'] : [];
  try {
    await quietly('save', engine, ['save', ...several, '-o', archive, ...APPS.map((app) => nameOf(app, tag))]);
    const [command, ...args] = loadCommand(cluster, archive);
    await quietly('load', command, args);
  } finally {
    rmSync(archive, { force: true });
  }
}
