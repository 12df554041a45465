import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@stopsms/test-parts';
import { workspaceRoot } from '@stopsms/local-stack';

const root = workspaceRoot();
const TOOLS = join(root, 'tools/run/images');
const has = (command: string) => spawnSync(command, ['version']).status === 0;
const needs = (...commands: string[]) => {
  const missing = commands.filter((command) => !has(command));
  if (missing.length > 0)
    console.warn(`Left out, since ${missing.join(' and ')} is not on the PATH (docs/containers.md)`);
  return missing.length > 0 ? it.skip : it;
};
const run = (command: string, args: string[], input?: string) => {
  const ran = spawnSync(command, args, { input, encoding: 'utf8', env: { ...process.env, COSIGN_PASSWORD: '' } });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout.trim();
};
/** Evaluates an expression with the modules of `node tools/run.mjs images`. */
const evaluate = (expression: string): unknown => {
  const names = { assemble: 'baseOf, pushImage', dockerfile: 'imageConfig', provenance: 'provenanceOf', sign: 'sign' };
  const imports = Object.entries(names).map(([file, from]) => `import { ${from} } from '${TOOLS}/${file}.mjs';`);
  const script = `${imports.join('\n')}\nimport { readFileSync } from 'node:fs';\nconsole.log(JSON.stringify(${expression}));`;
  return JSON.parse(run(process.execPath, ['--input-type=module', '-e', script]));
};

describe('images without an engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-images-'));
  let registry = '';
  let server: ReturnType<typeof spawn> | undefined;

  beforeAll(async () => {
    if (!has('crane')) return;
    // To a file: nobody reads a pipe while `run` waits.
    const log = join(folder, 'registry.log');
    const output = openSync(log, 'w');
    server = spawn('crane', ['registry', 'serve', '--address', '127.0.0.1:0'], { stdio: ['ignore', output, output] });
    const port = await eventually('the registry serves', () => {
      const [, found] = /serving on port (\d+)/.exec(readFileSync(log, 'utf8')) ?? [];
      if (!found) throw new Error('the registry has not started');
      return found;
    });
    registry = `127.0.0.1:${port}`;
    for (const cpu of ['amd64', 'arm64']) baseFor(cpu);
    run('crane', [
      'index',
      'append',
      ...['amd64', 'arm64'].flatMap((cpu) => ['-m', `${registry}/base:${cpu}`]),
      '-t',
      `${registry}/base:both`,
    ]);
    run('crane', ['index', 'append', '-m', `${registry}/base:amd64`, '-t', `${registry}/base:one`]);
  });
  afterAll(() => server?.kill());

  function baseFor(architecture: string) {
    const name = `${registry}/base:${architecture}`;
    const layer = join(folder, 'base.tar');
    run('tar', ['-cf', layer, '-T', '/dev/null']);
    run('crane', ['append', '--oci-empty-base', '-f', layer, '-t', name]);
    const { rootfs } = JSON.parse(run('crane', ['config', name])) as { rootfs: unknown };
    const config = { architecture, os: 'linux', rootfs, config: { Env: ['PATH=/bin'], Cmd: ['node'] }, history: [{}] };
    run('crane', ['edit', 'config', name, '-t', name], JSON.stringify(config));
  }

  /** Writes files in another order and at another time with each call. */
  function collected(name: string, files: string[]) {
    for (const file of files) {
      mkdirSync(join(folder, name, 'app', 'dist'), { recursive: true });
      writeFileSync(join(folder, name, 'app', file), file, { mode: name === 'first' ? 0o600 : 0o644 });
      utimesSync(join(folder, name, 'app', file), new Date(), new Date());
    }
    const path = join(folder, name);
    return { x64: path, arm64: path };
  }

  const push = (into: string, folders: object): string =>
    evaluate(
      `pushImage(${JSON.stringify({ app: 'app', registry: `${registry}/${into}`, base: baseName(), collected: folders })})`,
    ) as string;
  const baseName = () => evaluate(`baseOf('${registry}/base:both')`) as string;

  needs('crane')('have the same digest when they are built twice, for amd64 and arm64', () => {
    const digest = push('a', collected('first', ['main.js', 'dist/a.js', 'dist/b.js']));
    expect(push('b', collected('second', ['dist/b.js', 'dist/a.js', 'main.js']))).toBe(digest);
    expect(push('c', collected('third', ['main.js', 'dist/a.js']))).not.toBe(digest);
    const { manifests } = JSON.parse(run('crane', ['manifest', `${registry}/a/app@${digest}`])) as {
      manifests: { platform: { architecture: string } }[];
    };
    expect(manifests.map(({ platform }) => platform.architecture).sort()).toEqual(['amd64', 'arm64']);
    const { config } = JSON.parse(
      run('crane', ['config', '--platform', 'linux/arm64', `${registry}/a/app@${digest}`]),
    ) as {
      config: Record<string, unknown>;
    };
    expect(config).toMatchObject({ User: '1000:1000', WorkingDir: '/app', Entrypoint: ['node', 'main.js'] });
    expect(config.Env).toEqual(['PATH=/bin', 'NODE_ENV=production']);
    expect(config.Cmd).toBeUndefined();
  });

  needs('crane')('refuse a base without one of the processors', () => {
    expect(() => evaluate(`baseOf('${registry}/base:one')`)).toThrow(/has no image for linux\/arm64/);
  });

  needs(
    'crane',
    'cosign',
    'syft',
  )('are verified by the signature, the provenance and the SBOM of the given key alone', () => {
    const image = `${registry}/signed/app@${push('signed', collected('first', ['main.js']))}`;
    for (const name of ['ours', 'other'])
      run('cosign', ['generate-key-pair', '--output-key-prefix', join(folder, name)]);
    writeFileSync(join(folder, 'provenance.json'), JSON.stringify(evaluate(`provenanceOf({ base: '${baseName()}' })`)));
    evaluate(`sign('${image}', 'app', '${folder}', '${join(folder, 'ours.key')}') ?? null`);
    const by = (name: string) => ['--key', join(folder, `${name}.pub`), '--insecure-ignore-tlog=true'];
    run('cosign', ['verify', ...by('ours'), image]);
    run('cosign', ['verify-attestation', ...by('ours'), '--type', 'slsaprovenance1', image]);
    expect(() => run('cosign', ['verify', ...by('other'), image])).toThrow();
    const amd64 = run('crane', ['digest', '--platform', 'linux/amd64', image]);
    const single = `${registry}/signed/app@${amd64}`;
    run('cosign', ['verify', ...by('ours'), single]);
    run('cosign', ['verify-attestation', ...by('ours'), '--type', 'cyclonedx', single]);
  });

  it('have the configuration of docker/Dockerfile', () => {
    const config = evaluate(
      `imageConfig(readFileSync('${join(root, 'docker/Dockerfile')}', 'utf8'), { APP: 'x', VERSION: '9', REVISION: 'r' })`,
    );
    expect(config).toMatchObject({
      User: '1000:1000',
      Labels: { 'org.opencontainers.image.title': 'stopsms-x', 'org.opencontainers.image.version': '9' },
      Healthcheck: { Interval: 5e9, Retries: 3 },
    });
  });
});
