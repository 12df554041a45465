import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

// Files for contributors that no other check reads.
const ROOT = join(__dirname, '../../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

test('one major version of Node everywhere', () => {
  const major = read('.nvmrc').trim();
  expect(read('docker/Dockerfile')).toMatch(new RegExp(`^ARG BASE=.*/node:${major}\\.`, 'm'));
  expect(read('docker/compose.yaml')).toContain(`/node:${major}.`);
  expect(JSON.parse(read('.devcontainer/devcontainer.json')).image).toContain(`:${major}-`);
  expect(parse(read('.github/actions/prepare/action.yml')).runs.steps[0].with['node-version-file']).toBe('.nvmrc');
});

test('the oldest Node of package.json is tested each night, and its types are used', () => {
  const { engines, devDependencies } = JSON.parse(read('package.json'));
  const oldest = engines.node.replace('>=', '');
  const { steps } = parse(read('.github/workflows/test-all.yml')).jobs.oldest;
  const [given] = steps.flatMap((step: { with?: Record<string, unknown> }) => step.with?.['node-version'] ?? []);
  expect(given).toBe(oldest);
  expect(devDependencies['@types/node'].split('.')[0]).toBe(oldest.split('.')[0]);
});

test('each line of CODEOWNERS has a file or folder, and teams of this organisation', () => {
  const lines = read('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/));
  expect(lines.map(([path]) => path).filter((path) => path !== '*' && !existsSync(join(ROOT, path as string)))).toEqual(
    [],
  );
  expect(lines.flatMap(([, ...owners]) => owners).filter((owner) => !/^@stopsms\/[a-z]+$/.test(owner))).toEqual([]);
});

test('.editorconfig and Prettier agree', () => {
  const { printWidth } = JSON.parse(read('.prettierrc'));
  expect(read('.editorconfig')).toContain(`max_line_length = ${printWidth}\n`);
});

test('each form of an issue asks for something, under its own ids', () => {
  for (const name of ['bug', 'feature']) {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}.yml`));
    const ids = form.body.flatMap(({ id }: { id?: string }) => id ?? []);
    expect([typeof form.name, typeof form.description, new Set(ids).size]).toEqual(['string', 'string', ids.length]);
    expect(form.body.some(({ validations }: { validations?: { required: boolean } }) => validations?.required)).toBe(
      true,
    );
  }
});
