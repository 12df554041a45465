import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceDefinition, configOf } from '@stopsms/bootstrap';
import { SERVICES, type ServiceName } from '@stopsms/contracts';
import { readStackConfiguration, workspaceRoot } from '@stopsms/local-stack';
import { parse } from 'yaml';
import { campaign } from '../../../apps/campaign/src/app.module';
import { compliance } from '../../../apps/compliance/src/app.module';
import { settingsFrom as consoleSettings } from '../../../apps/console/src/settings/settings';
import { dispatcher } from '../../../apps/dispatcher/src/app.module';
import { settingsFrom as providerSettings } from '../../../apps/identity-provider/src/settings';
import { gateway } from '../../../apps/gateway/src/app.module';
import { inboundMo } from '../../../apps/inbound-mo/src/app.module';
import { notification } from '../../../apps/notification/src/app.module';
import { settingsFrom } from '../../../apps/smsc-simulator/src/settings';
import { suppression } from '../../../apps/suppression/src/app.module';
import { planFrom } from '../../provision-database/src/plan';
import { type ComposeService, readComposeFile, variablesOfCompose } from './compose-file';

const root = workspaceRoot();
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const inWrapper = (expression: string): unknown => {
  const script = `
    import { SECRETS, problemOf } from './tools/run/compose/settings.mjs';
    import { addresses } from './tools/run/compose/addresses.mjs';
    console.log(JSON.stringify(${expression}));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }),
  );
};

const definitions = { campaign, compliance, dispatcher, 'inbound-mo': inboundMo, suppression, notification, gateway };
const secrets = inWrapper(
  'Object.fromEntries(Object.entries(SECRETS).map(([name, make]) => [name, make()]))',
) as Record<string, string>;
const { services, volumes } = readComposeFile(secrets);
const production = readComposeFile({ ...secrets, STOPSMS_MODE: 'production' });
const withKeys = readComposeFile({ ...secrets, STOPSMS_MODE: 'production', OPERATOR_KEYS: `alice:${'5a'.repeat(32)}` });
const ours = Object.entries(services).filter(([, service]) => service.build);
const environmentOf = (name: string, file = { services, volumes }): Record<string, string> =>
  Object.fromEntries(
    Object.entries(file.services[name]?.environment ?? {}).map(([key, value]) => [key, String(value)]),
  );
const startsWith = (name: ServiceName, env: Record<string, string>) => () =>
  configOf(definitions[name] as ServiceDefinition, env);
const portsOf = (service: ComposeService | undefined): string[][] =>
  (service?.ports ?? []).map((line) => line.split(':'));

describe('docker/compose.yaml', () => {
  test.each(SERVICES)(
    'gives %s an environment with which it starts, in production mode when operators have keys',
    (name) => {
      expect(startsWith(name, environmentOf(name))().OPERATOR_KEYS).toBeUndefined();
      expect(startsWith(name, environmentOf(name, production))).toThrow(/1 setting\(s\)[^]*OPERATOR_KEYS is not set/);
      expect(startsWith(name, environmentOf(name, withKeys))().OPERATOR_KEYS?.size).toBe(1);
    },
  );

  test.each([
    [{}, '', null],
    [{ STOPSMS_MODE: 'production' }, '', 'OPERATOR_KEYS is not set'],
    [{}, "STOPSMS_MODE=production\nOPERATOR_KEYS=''\n", 'OPERATOR_KEYS is not set'],
    [{ STOPSMS_CLOCK: '2026-11-26T10:00:00Z' }, "STOPSMS_MODE='production'\nOPERATOR_KEYS=a:b\n", 'STOPSMS_CLOCK'],
    [{}, "STOPSMS_MODE='production'\nOPERATOR_KEYS='a:b'\n", null],
  ])('is not started with %j and docker/.env %j when no service would start: %s', (env, kept, problem) => {
    const found = inWrapper(`problemOf(${JSON.stringify(kept)}, ${JSON.stringify(env)}) ?? null`);
    expect(found).toEqual(problem && expect.stringContaining(problem));
  });

  it('gives the simulator the account that the services use, and the database the roles that they have', () => {
    const { systemId, password, host } = settingsFrom(environmentOf('simulator'));
    for (const name of ['dispatcher', 'inbound-mo']) {
      expect(environmentOf(name)).toMatchObject({
        SMPP_HOST: 'simulator',
        SMPP_SYSTEM_ID: systemId,
        SMPP_PASSWORD: password,
      });
    }
    expect(host).toBe('0.0.0.0');
    const { roles, database } = planFrom(environmentOf('provision-database'));
    for (const name of SERVICES.filter((one) => definitions[one].migrations)) {
      const { username, password: secret, pathname } = new URL(environmentOf(name)['DATABASE_URL'] ?? '');
      expect({ [username]: roles[username], pathname }).toEqual({ [username]: secret, pathname: `/${database}` });
      expect(username).toBe(name.replace('-', '_'));
    }
  });

  it('gives the console and the identity provider of development what lets people sign in, and the services the same issuer', () => {
    const people = providerSettings(environmentOf('identity-provider'));
    const console = consoleSettings(environmentOf('console') as NodeJS.ProcessEnv);
    expect(console).toMatchObject({ OIDC_ISSUER: people.issuer, OIDC_CLIENT_SECRET: people.client.secret });
    expect(people.consoleUrls).toEqual([console.CONSOLE_URL]);
    for (const name of SERVICES) {
      expect(environmentOf(name)).toMatchObject({ OIDC_ISSUER: people.issuer, TRUSTED_PROXIES: 'uniquelocal' });
      const setting = `${name.toUpperCase().replace('-', '_')}_URL`;
      expect(environmentOf('console')[setting]).toBe(`http://${name}:${environmentOf(name)['PORT']}`);
    }
    expect(() => providerSettings(environmentOf('identity-provider', production))).toThrow(/development mode alone/);
    const without = inWrapper('addresses({}, [])') as { name: string }[];
    expect(without.map(({ name }) => name)).not.toContain('console');
  });

  it('sets nothing that no service reads', () => {
    const known = read('.env.example');
    const set = [...SERVICES, 'console', 'identity-provider', 'simulator'].flatMap((name) =>
      Object.keys(environmentOf(name)),
    );
    const own = (name: string) => name.startsWith('SIMULATOR_');
    expect(set.filter((name) => !own(name) && !new RegExp(`\\b${name}\\b`).test(known))).toEqual([]);
  });

  it('gives the secrets of recipients to those that hash numbers or name people to advertisers alone', () => {
    const having = (setting: string) => SERVICES.filter((name) => setting in environmentOf(name));
    const whichever = (needs: 'hashesNumbers' | 'namesRecipients') =>
      SERVICES.filter((name) => (definitions[name] as ServiceDefinition)[needs]);
    expect(having('STOPSMS_RECIPIENT_SECRET')).toEqual(whichever('hashesNumbers'));
    expect(having('STOPSMS_RECIPIENT_SECRET')).not.toContain('dispatcher');
    expect(having('PSEUDONYM_SECRET')).toEqual(whichever('namesRecipients'));
    expect(having('PSEUDONYM_SECRET')).toEqual(['suppression', 'notification']);
  });

  it('contains no secret: npm run compose makes those without a fallback only', () => {
    const variables = [...variablesOfCompose()];
    const withoutFallback = variables.filter(([, fallback]) => fallback === undefined).map(([name]) => name);
    expect(new Set(withoutFallback)).toEqual(new Set(Object.keys(secrets)));
    expect(variables.filter(([name, fallback]) => /SECRET|PASSWORD|_KEY$/.test(name) && fallback)).toEqual([]);
  });

  it('writes as text what bears the name of a variable: podman-compose 1.6 puts it into the ports, and takes no number', () => {
    const variables = new Set([...variablesOfCompose()].map(([name]) => name));
    const numbers = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name, value]) => variables.has(name) && typeof value === 'number'),
    );
    expect(numbers).toEqual([]);
  });

  it('publishes the usual ports, to this machine alone, where the wrapper looks for them', () => {
    const { ports: usual } = readStackConfiguration({});
    const published = Object.fromEntries(
      Object.entries(services).map(([name, service]) => [name, portsOf(service).map(([, port]) => Number(port))]),
    );
    for (const name of SERVICES.filter((one) => one !== 'gateway')) expect(published[name]).toEqual([usual[name]]);
    expect(published['gateway']).toEqual([usual.gateway, usual.gatewaySmpp]);
    expect([published['console'], published['identity-provider']]).toEqual([[usual.console], [usual.identityProvider]]);
    expect(published['simulator']).toEqual([usual.simulatorHttp, usual.simulatorSmpp]);
    expect([published['kafka'], published['postgres']]).toEqual([[usual.kafka], [usual.postgres]]);
    expect(Object.values(services).flatMap((service) => portsOf(service).map(([host]) => host))).toEqual(
      expect.not.arrayContaining(['0.0.0.0']),
    );
    const looked = inWrapper("addresses({}, ['people'])") as { name: string; url: string }[];
    for (const { name, url } of looked) expect(published[name]).toContain(Number(new URL(url).port));
  });

  it('has each service listen where it is published and scraped', () => {
    const { scrape_configs: jobs } = parse(read('docker/prometheus/prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((group) => group.targets));
    expect(targets.sort()).toEqual(SERVICES.map((name) => `${name}:${environmentOf(name)['PORT']}`).sort());
    for (const name of SERVICES) expect(portsOf(services[name])[0]?.[2]).toBe(environmentOf(name)['PORT']);
  });

  test.each(ours)('gives %s its requirements, and builds it from existing files', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      build: { context: '..', dockerfile: 'docker/Dockerfile' },
    });
    const { APP: app } = service.build?.args ?? {};
    expect(service.image).toContain(`/${app}:`);
    const folder = ['apps', 'tools'].map((kind) => join(root, kind, String(app))).find((path) => existsSync(path));
    expect(existsSync(join(String(folder), 'src', 'main.ts'))).toBe(true);
    expect(read(`${folder?.slice(root.length + 1)}/project.json`)).toContain('"build"');
  });

  it('mounts existing files, and waits for existing containers', () => {
    const mounts = Object.values(services).flatMap((service) => service.volumes ?? []);
    const sources = mounts.map((mount) => mount.split(':')[0] ?? '');
    const absent = sources.filter(
      (one) => !(one.startsWith('.') ? existsSync(join(root, 'docker', one)) : one in volumes),
    );
    expect(absent).toEqual([]);
    const awaited = Object.values(services).flatMap(({ depends_on: needs = [] }) =>
      Array.isArray(needs) ? needs : Object.keys(needs),
    );
    expect(awaited.filter((name) => !(name in services))).toEqual([]);
  });
});
