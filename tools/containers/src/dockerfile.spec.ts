import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

const root = workspaceRoot();
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const lines = read('docker/Dockerfile').split('\n');
const instructions = (name: string) => lines.filter((line) => line.startsWith(`${name} `));

describe('docker/Dockerfile', () => {
  const copied = instructions('COPY')
    .filter((line) => !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));

  test.each(copied)('finds %s, which .dockerignore lets through', (source) => {
    expect(existsSync(join(root, source))).toBe(true);
    expect(read('.dockerignore').split('\n')).toContain(`!${source}`);
  });

  it('copies all that .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(allowed.map((line) => line.slice(1)).sort()).toEqual([...copied].sort());
  });

  it('runs as nobody in particular, with node as process 1', () => {
    expect(instructions('USER')).toEqual(['USER 1000:1000']);
    expect(instructions('ENTRYPOINT')).toEqual(['ENTRYPOINT ["node", "main.js"]']);
  });

  it('is pinned to one Node, that of compose and one that the packages run on', () => {
    const [, version = ''] =
      /BASE=docker\.io\/library\/node:(\d+\.\d+\.\d+)-bookworm-slim/.exec(lines.join('\n')) ?? [];
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const oldest = engines.node.replace('>=', '');
    expect(version.localeCompare(oldest, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
    expect(read('docker/compose.yaml')).toContain(`node:${version}-bookworm-slim`);
  });

  it('takes what apps read by path: the rule packs', () => {
    const [, path = ''] = /compliance: \['([^']+)'\]/.exec(read('tools/containers/collect.mjs')) ?? [];
    expect(existsSync(join(root, path))).toBe(true);
    expect(read('apps/compliance/src/packs/load-rule-packs.ts')).toContain(path);
  });
});
