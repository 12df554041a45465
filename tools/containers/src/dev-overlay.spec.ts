import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceDefinition, configOf } from '@stopsms/bootstrap';
import { SERVICES } from '@stopsms/contracts';
import { workspaceRoot } from '@stopsms/local-stack';
import { parse } from 'yaml';
import { campaign } from '../../../apps/campaign/src/app.module';
import { compliance } from '../../../apps/compliance/src/app.module';
import { settingsFrom as consoleSettingsFrom } from '../../../apps/console/src/settings/settings';
import { dispatcher } from '../../../apps/dispatcher/src/app.module';
import { settingsFrom as peopleSettingsFrom } from '../../../apps/identity-provider/src/settings';
import { gateway } from '../../../apps/gateway/src/app.module';
import { inboundMo } from '../../../apps/inbound-mo/src/app.module';
import { notification } from '../../../apps/notification/src/app.module';
import { settingsFrom } from '../../../apps/smsc-simulator/src/settings';
import { suppression } from '../../../apps/suppression/src/app.module';
import { planFrom } from '../../provision-database/src/plan';
import { type Manifest, build, canBuild } from '../../generate/test/built-manifests';

// k8s/overlays/dev as `node tools/run.mjs cluster` applies it.

const definitions = { campaign, compliance, dispatcher, 'inbound-mo': inboundMo, suppression, notification, gateway };
const whenBuilt = canBuild ? it : it.skip;
const manifests = canBuild ? build('k8s/overlays/dev') : [];
const pods = manifests.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));
const named = (kind: string, name: string) =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name) as Manifest;
const podOf = (name: string) => pods.find(({ metadata }) => metadata.name === name) as Manifest;
const container = ({ spec }: Manifest) => spec.template.spec.containers[0];
const isPartOf = ({ metadata }: Manifest) => metadata.labels?.['app.kubernetes.io/part-of'] === 'stopsms';

const root = workspaceRoot();
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const compose = parse(readFileSync(join(root, 'docker/compose.yaml'), 'utf8'), { merge: true }).services;

const textOf = (kind: string, name: string): Record<string, string> => {
  const { data = {} } = named(kind, name);
  const decoded = (value: string) => (kind === 'Secret' ? Buffer.from(value, 'base64').toString() : value);
  return Object.fromEntries(
    Object.entries(data as Record<string, string>).map(([key, value]) => [key, decoded(value)]),
  );
};

/** As the kubelet puts it together. */
function environmentOf(name: string): Record<string, string> {
  const { env = [], envFrom = [] } = container(podOf(name));
  const all: Record<string, string> = {};
  for (const { configMapRef, secretRef } of envFrom) {
    Object.assign(all, configMapRef ? textOf('ConfigMap', configMapRef.name) : textOf('Secret', secretRef.name));
  }
  for (const { name: key, value, valueFrom } of env) {
    const from = valueFrom?.secretKeyRef;
    const text: string = from ? (textOf('Secret', from.name)[from.key] ?? '') : value;
    all[key] = text.replace(/\$\((\w+)\)/g, (_, other: string) => all[other] ?? '');
  }
  return all;
}

describe('k8s/overlays/dev', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'stopsms-dev-overlay-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  whenBuilt.each(SERVICES)('gives %s an environment with which it starts', (name) => {
    const env = environmentOf(name);
    for (const [variable, key] of Object.entries({
      PROVIDERS_FILE: 'providers.yaml',
      PUBLISHERS_FILE: 'publishers.yaml',
      GATEWAY_ACCOUNTS_FILE: 'accounts.yaml',
    })) {
      if (!env[variable]) continue;
      const { volumes } = podOf(name).spec.template.spec;
      const { configMap } = volumes.find(({ configMap: one }: Manifest) => one && textOf('ConfigMap', one.name)[key]);
      const file = join(folder, `${name}-${key}`);
      writeFileSync(file, textOf('ConfigMap', configMap.name)[key] ?? '');
      env[variable] = file;
    }
    expect(configOf(definitions[name] as ServiceDefinition, env)).toMatchObject({
      KAFKA_BROKERS: ['kafka:9092'],
      STOPSMS_MODE: 'development',
    });
    expect(Object.keys(env).filter((key) => /KAFKA_(SASL|SSL)/.test(key) && env[key])).toEqual([]);
  });

  whenBuilt('has people who sign in at the console, under one address for browsers and pods', () => {
    const provider = podOf('identity-provider');
    const { issuer, port, client, consoleUrls } = peopleSettingsFrom(environmentOf('identity-provider'));
    expect(consoleSettingsFrom(environmentOf('console'))).toMatchObject({
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      CONSOLE_URL: consoleUrls[0],
    });
    for (const name of SERVICES) expect(environmentOf(name)).toMatchObject({ OIDC_ISSUER: issuer });
    // A pod has a name where its subdomain is a Service without an address; browsers take *.localhost for this machine.
    const { hostname, subdomain } = provider.spec.template.spec;
    expect(new URL(issuer).host).toBe(`${hostname}.${subdomain}:${port}`);
    const names = named('Service', subdomain);
    expect(names.spec).toMatchObject({ clusterIP: 'None', selector: provider.spec.selector.matchLabels });
    const [{ to, ports }] = named('NetworkPolicy', 'to-identity-provider').spec.egress;
    expect(provider.spec.template.metadata.labels).toMatchObject(to[0].podSelector.matchLabels);
    expect(ports).toEqual([{ protocol: 'TCP', port }]);
  });

  whenBuilt('gives the simulator the account that the services use, and the database the roles that they have', () => {
    const { systemId, password, host } = settingsFrom(environmentOf('simulator'));
    const { SIMULATOR_SMPP_PASSWORD: given } = environmentOf('dispatcher');
    expect({ systemId, password, host }).toEqual({ systemId: 'stopsms', password: given, host: '0.0.0.0' });
    const { roles, database } = planFrom(environmentOf('provision-database'));
    for (const name of [...SERVICES.filter((one) => definitions[one].migrations), 'console']) {
      const { username, password: secret, pathname, host: at } = new URL(environmentOf(name)['DATABASE_URL'] ?? '');
      expect({ [username]: roles[username], pathname, at }).toEqual({
        [username]: secret,
        pathname: `/${database}`,
        at: 'postgresql:5432',
      });
    }
  });

  whenBuilt(
    'runs images with tags: ours of this version, which the script builds, and those of docker/compose.yaml',
    () => {
      const images = pods.map((pod) => container(pod).image as string);
      const ours = images.filter((image) => image.startsWith('localhost/'));
      const script = "import { APPS } from './tools/run/cluster/images.mjs'; console.log(JSON.stringify(APPS));";
      const apps = JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }),
      ) as string[];
      expect(ours.sort()).toEqual(apps.map((app) => `localhost/stopsms/${app}:${version}`).sort());
      const others = ['kafka', 'postgres'].map((name) => /:-(.+)}$/.exec(compose[name].image)?.[1]);
      expect(images.filter((image) => !ours.includes(image)).sort()).toEqual(others.sort());
    },
  );

  whenBuilt('has a broker that is set up as the one of docker/compose.yaml', () => {
    const differs = /^KAFKA_(LISTENERS|ADVERTISED_LISTENERS|LISTENER_SECURITY_PROTOCOL_MAP|LOG_DIRS)$/;
    const alike = (env: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(env).flatMap(([name, value]) => (differs.test(name) ? [] : [[name, String(value)]])),
      );
    expect(alike(environmentOf('kafka'))).toEqual(alike(compose.kafka.environment));
    expect(podOf('kafka').spec.template.spec.enableServiceLinks).toBe(false);
  });

  whenBuilt('leaves no trace outside of its namespace, and names no secret or setting that it does not make', () => {
    for (const { kind, metadata } of manifests) {
      expect([kind, kind === 'Namespace' ? metadata.name : metadata.namespace]).toEqual([kind, 'stopsms-dev']);
    }
    for (const pod of pods) {
      const { volumes = [] } = pod.spec.template.spec;
      const { envFrom = [] } = container(pod);
      const names = [...envFrom.map(({ configMapRef, secretRef }: Manifest) => configMapRef ?? secretRef), ...volumes];
      for (const { name, secret, configMap } of names) {
        const wanted = secret?.secretName ?? configMap?.name ?? name;
        expect(manifests.map(({ metadata }) => metadata.name)).toContain(wanted);
      }
    }
  });

  whenBuilt('marks what the services need before they start: all that is not part of them', () => {
    const around = manifests.filter((one) => !isPartOf(one)).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(around).toEqual(
      expect.arrayContaining(['Namespace/stopsms-dev', 'StatefulSet/kafka', 'StatefulSet/postgresql', 'Service/kafka']),
    );
    expect(
      pods
        .filter(isPartOf)
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([...SERVICES, 'console'].sort());
  });

  whenBuilt('lets the services reach the broker, and asks a laptop for less than 2.5 GiB', () => {
    const [{ to, ports }] = named('NetworkPolicy', 'to-kafka').spec.egress;
    const { labels } = podOf('kafka').spec.template.metadata;
    expect(labels).toMatchObject(to[0].podSelector.matchLabels);
    expect(ports).toEqual([{ protocol: 'TCP', port: container(podOf('kafka')).ports[0].containerPort }]);
    const asked = pods.map((pod) => parseInt(container(pod).resources?.requests.memory ?? '0', 10));
    expect(asked.reduce((sum, mebibytes) => sum + mebibytes)).toBeLessThan(2560);
    expect(pods.map(({ spec }) => spec.replicas ?? 1)).toEqual(pods.map(() => 1));
  });
});
