import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

const root = workspaceRoot();
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const lines = read('docker/Dockerfile').split('\n');
const instructions = (name: string) => lines.filter((line) => line.startsWith(`${name} `));

describe('docker/Dockerfile', () => {
  const sourcesOf = (some: string[]) =>
    some
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
  const copied = sourcesOf(lines);

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

  it('copies every project that a copied one depends on by name: Nx builds nothing else', () => {
    const forNx = sourcesOf(
      lines.slice(
        0,
        lines.findIndex((line) => line.startsWith('RUN npx nx')),
      ),
    );
    const folders = forNx.filter((source) => statSync(join(root, source)).isDirectory());
    const projects = folders
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, String(file))),
      )
      .filter((file) => file.endsWith('project.json'))
      .map((file) => JSON.parse(read(file)) as { name: string; implicitDependencies?: string[] });
    const names = projects.map(({ name }) => name);
    const lacking = projects.flatMap(({ name, implicitDependencies = [] }) =>
      implicitDependencies.filter((one) => !names.includes(one)).map((one) => `${name} names ${one}`),
    );
    expect(names).toContain('compliance');
    expect(lacking).toEqual([]);
  });

  it('runs as an unprivileged user, with node as process 1', () => {
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
    expect(read('apps/compliance/src/rules/packs/load-rule-packs.ts')).toContain(path);
  });
});
