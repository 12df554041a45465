import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { misfits } from './api-types';
import { type Manifest, build, canBuild } from './built-manifests';
import { helm, run, template, valuesFile } from './helm/build';

const CI = readdirSync(join(__dirname, '../../../k8s/ci')).map((file) => file.replace('-values.yaml', ''));

if (!helm) console.info('Go is not installed, so Helm cannot be compiled: the chart was not tested.');
const withHelm = helm ? it : it.skip;
const withBoth = helm && canBuild ? it : it.skip;

const byName = <T extends { name?: string }>(list: T[] = []) =>
  [...list].sort((a, b) => String(a.name).localeCompare(String(b.name)));
const without = (object: Record<string, unknown> = {}, ...prefixes: string[]) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !prefixes.some((prefix) => key.startsWith(prefix))));
const CHART_LABELS = ['app.kubernetes.io/instance', 'app.kubernetes.io/managed-by', 'helm.sh/'];

/** Removes what the chart adds on purpose (its labels, checksums, hooks) and kustomize on its own (namespace, hashes of names). */
function comparable(manifest: Manifest): Manifest {
  const hashed = /"((?:migration-)?(?:settings|operators|accounts|publishers|backup-script))(?:-[a-z0-9]{10})?"/g;
  const text = JSON.stringify(manifest).replace(hashed, (_, name: string) => `"${name.replace('migration-', '')}"`);
  const copy = JSON.parse(text, (key, value: unknown) =>
    ['labels', 'matchLabels', 'selector'].includes(key) && typeof value === 'object'
      ? without(value as Record<string, unknown>, ...CHART_LABELS)
      : value,
  ) as Manifest;
  const metadata = copy.metadata as unknown as Record<string, Record<string, unknown>>;
  delete metadata['namespace'];
  metadata['labels'] = without(metadata['labels'], 'app.kubernetes.io/part-of');
  metadata['annotations'] = without(metadata['annotations'], 'helm.sh/');
  const template = copy['spec']?.template;
  if (template?.metadata) delete template.metadata.annotations;
  const pod = template?.spec;
  if (pod?.containers) {
    const [container] = pod.containers;
    Object.assign(container, { env: byName(container.env), volumeMounts: byName(container.volumeMounts) });
    pod.volumes = byName(pod.volumes);
  }
  copy['spec']?.authorization?.acls.sort((a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (copy.kind === 'ConfigMap') copy['data'] = parsed(copy['data']);
  return copy;
}

const parsed = (data: Record<string, string>) =>
  Object.fromEntries(Object.entries(data).map(([key, text]) => [key, key.endsWith('.yaml') ? parse(text) : text]));

const keyed = (manifests: Manifest[]) =>
  Object.fromEntries(manifests.map(comparable).map((each) => [`${each.kind} ${each.metadata.name}`, each]));

const isCopy = ({ kind, metadata }: Manifest) => kind === 'ConfigMap' && metadata.name.startsWith('migration-');

withBoth('renders what kustomize builds of the overlay production', () => {
  const overlay = [...build('k8s/overlays/production'), ...build('k8s/overlays/production/migrations')];
  const wanted = keyed(overlay.filter(({ kind }) => kind !== 'Namespace'));
  expect(keyed(template('production').filter((each) => !isCopy(each)))).toEqual(wanted);
  const { publishers } = parse(readFileSync(valuesFile('production'), 'utf8')) as { publishers: object };
  const kafka = template('strimzi', { set: { publishers: JSON.stringify(publishers) } }).filter(({ apiVersion }) =>
    apiVersion.startsWith('kafka.'),
  );
  expect(keyed(kafka)).toEqual(keyed(build('k8s/overlays/production/kafka')));
});

withHelm('passes lint, and the API takes every manifest of each ci/ file', () => {
  for (const name of CI) {
    const { status, stdout } = run(['lint', '--strict'], '-f', valuesFile(name));
    expect({ name, status, stdout: status === 0 ? '' : stdout }).toEqual({ name, status: 0, stdout: '' });
    expect({ name, misfits: misfits(template(name)) }).toEqual({ name, misfits: [] });
  }
});

withHelm('names each resource by its release, so that two fit into one namespace', () => {
  const of = (release: string) =>
    template('strimzi', { release, set: { 'externalSecrets.enabled': 'true' } }).filter(({ kind }) => kind !== 'Pod');
  const [one, other] = [of('stopsms'), of('eu')];
  const names = new Set(one.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  expect(other.map(({ kind, metadata }) => `${kind} ${metadata.name}`).filter((name) => names.has(name))).toEqual([]);
  const text = JSON.stringify(other);
  // Every reference has the prefix, and every selector the release.
  expect(text).toContain('"CAMPAIGN_URL":"http://eu-campaign:3001"');
  const references =
    /"(?:serviceAccountName|serviceName|configMapRef|secretRef|secretName)":(?:\{"name":)?"(?!eu-|stopsms-cluster-ca)[^"]*"/g;
  expect(text.match(references)).toBeNull();
  for (const { metadata, spec } of other.filter(({ kind }) => kind === 'Service'))
    expect([metadata.name, spec.selector]).toEqual([
      metadata.name,
      expect.objectContaining({ 'app.kubernetes.io/instance': 'eu' }),
    ]);
});

const REFUSED: [set: Record<string, string>, message: RegExp][] = [
  [{ 'kafka.brokers': '"kafka"' }, /kafka\/brokers/],
  [{ 'kafka.broker': '"kafka:9092"' }, /additional properties 'broker' not allowed/],
  [{ 'services.dispatcher.replicas': '13' }, /services\/dispatcher\/replicas/],
  [{ 'image.digests.campaign': '"latest"' }, /image\/digests\/campaign/],
  [{ 'migrations.mode': '"job"' }, /migrations\/mode/],
  [{ 'test.enabled': 'true' }, /test\/simulatorUrl/],
  [{ 'kafka.tls.enabled': 'false' }, /kafka.tls.enabled is false: production mode refuses/],
  [{ 'kafka.authentication.mechanism': '"none"' }, /mechanism is none: production mode refuses/],
  [
    { 'kafka.authentication.mechanism': '"tls"', 'kafka.tls.enabled': 'false', 'settings.ALLOW_PLAIN_KAFKA': 'true' },
    /a client certificate needs TLS/,
  ],
  [
    { 'kafka.strimzi.enabled': 'true', 'kafka.authentication.mechanism': '"plain"' },
    /a KafkaUser has scram-sha-512 or tls/,
  ],
  [
    { 'kafka.strimzi.enabled': 'true', publishers: '[{"name":"a","advertisers":"*","shared":true}]' },
    /Publisher a is shared/,
  ],
  [{ ingress: '{"enabled":true,"className":"a"}', gatewayApi: '{"enabled":true,"className":"b"}' }, /Disable one/],
  [{ 'gatewayApi.enabled': 'true' }, /set gatewayApi.className/],
  [{ 'console.enabled': 'false', gatewayApi: '{"enabled":true,"className":"b"}' }, /console.enabled is false/],
  [{ 'operators.providers': '[]' }, /operators.providers is empty/],
  [{ 'externalSecrets.enabled': 'true', 'secrets.access': '"keys"' }, /secrets names others/],
  [{ 'settings.KAFKA_BROKERS': '"a:1"' }, /settings.KAFKA_BROKERS: the chart sets it/],
  [{ 'settings.DATABASE_URL': '"postgres://a"' }, /settings.DATABASE_URL is a secret/],
];

withHelm('refuses values that contradict each other, and names them', () => {
  const wrong = REFUSED.flatMap(([set, message]) => {
    try {
      template('minimal', { set });
      return [`${JSON.stringify(set)} was accepted`];
    } catch (error) {
      return message.test((error as Error).message) ? [] : [`${JSON.stringify(set)}: ${(error as Error).message}`];
    }
  });
  expect(wrong).toEqual([]);
});

withHelm('migrates before anything is replaced: as hooks of Helm, or as waves of Argo CD', () => {
  const jobs = (values: string, set?: Record<string, string>) =>
    template(values, { set }).filter(({ kind }) => kind === 'Job') as { metadata: { annotations?: object } }[];
  for (const { metadata } of jobs('minimal'))
    expect(metadata.annotations).toMatchObject({ 'helm.sh/hook': 'pre-install,pre-upgrade' });
  // What the Jobs read does not exist before the first installation.
  for (const { metadata } of jobs('strimzi'))
    expect(metadata.annotations).toMatchObject({ 'helm.sh/hook': 'pre-upgrade' });
  for (const { metadata } of jobs('external-secrets'))
    expect(metadata.annotations).toMatchObject({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/sync-wave': '1',
    });
  expect(jobs('ingress')).toEqual([]);
});

withHelm('replaces the pods that read a changed setting, and no others', () => {
  const sums = (set: Record<string, string>) =>
    template('minimal', { set })
      .filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
      .map(({ metadata, spec }) => [metadata.name, spec.template.metadata.annotations['checksum/config']] as const);
  const before = new Map(sums({}));
  const changed = (set: Record<string, string>) =>
    sums(set).flatMap(([name, sum]) => (sum === before.get(name) ? [] : [name]));
  expect(changed({ 'settings.LOG_LEVEL': '"debug"' })).toHaveLength(8);
  expect(changed({ accounts: '[{"name":"a"}]' })).toEqual(['gateway', 'inbound-mo']);
});
