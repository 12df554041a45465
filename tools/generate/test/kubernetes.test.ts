import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTITIONS } from '@stopsms/contracts';
import { parse } from 'yaml';
import { BACKUP } from '../src/kubernetes/surroundings';
import { misfits } from './api-types';
import SERVED from './served-apis.json';
import { type Manifest, ROOT, build, canBuild, documents, sources } from './built-manifests';

const FOLDERS = [
  'k8s/kafka',
  'k8s/overlays/dev',
  'k8s/overlays/production',
  'k8s/overlays/production/kafka',
  'k8s/overlays/production/migrations',
] as const;

if (!canBuild) {
  console.info('Neither kustomize nor kubectl is on the PATH: files under k8s/ are checked one by one, not as built.');
}

const built = Object.fromEntries(FOLDERS.map((folder) => [folder, canBuild ? build(folder) : []])) as Record<
  (typeof FOLDERS)[number],
  Manifest[]
>;
const production = built['k8s/overlays/production'];
const jobs = built['k8s/overlays/production/migrations'];
const whenBuilt = canBuild ? it : it.skip;

/** Images of others, which write beside their data. */
const FOREIGN = ['postgresql', 'kafka'];

const ofKind = (manifests: Manifest[], ...kinds: string[]) => manifests.filter(({ kind }) => kinds.includes(kind));
const pods = (manifests: Manifest[]) => [
  ...ofKind(manifests, 'Deployment', 'StatefulSet', 'Job'),
  ...ofKind(manifests, 'CronJob').map((each) => ({ ...each, spec: each['spec'].jobTemplate.spec })),
];
const container = ({ spec }: Manifest) => spec.template.spec.containers[0];

it('fits the schemas of the Kubernetes API and of the operators, which refuse what does not', () => {
  const whole = sources();
  const broken = (kind: string, name: string, change: (manifest: Manifest) => void) => {
    const copy = structuredClone(whole.find((manifest) => manifest.kind === kind) as Manifest);
    copy.metadata.name = name;
    change(copy);
    return copy;
  };
  const wrong = [
    broken('KafkaTopic', 'misspelt', ({ spec }) => (spec.partition = 12)),
    broken('Deployment', 'misspelt', (manifest) => (container(manifest).readinesProbe = {})),
    broken('Deployment', 'text-for-number', (manifest) => (container(manifest).ports[0].containerPort = '3001')),
    broken('PodDisruptionBudget', 'no-such-policy', ({ spec }) => (spec.unhealthyPodEvictionPolicy = 'Never')),
    broken('Deployment', 'without-selector', ({ spec }) => delete spec.selector),
  ];
  expect(misfits([...whole, ...Object.values(built).flat(), ...wrong])).toEqual([
    expect.stringMatching(/^KafkaTopic misspelt.partition: /),
    expect.stringMatching(/^Deployment misspelt: .*readinesProbe/),
    expect.stringMatching(/^Deployment text-for-number: Type 'string'/),
    expect.stringMatching(/^PodDisruptionBudget no-such-policy: /),
    expect.stringMatching(/^Deployment without-selector: .*selector.* is missing/),
  ]);
});

it('uses only versions of APIs that Kubernetes 1.35 and 1.36 serve, with the Gateway API 1.6', () => {
  // Lists of `kubectl api-resources` of API servers of both.
  const releases: Record<string, Record<string, string[]>> = SERVED;
  const ofOperators =
    /^(kafka\.strimzi\.io\/v1|keda\.sh\/v1alpha1|external-secrets\.io\/v1|monitoring\.coreos\.com\/v1)$/;
  const unserved = (manifests: Manifest[]) =>
    manifests.flatMap(({ apiVersion, kind }) =>
      Object.entries(releases)
        .filter(([, served]) => !ofOperators.test(apiVersion) && !served[apiVersion]?.includes(kind))
        .map(([release]) => `${apiVersion} ${kind} on ${release}`),
    );
  expect(unserved([...sources(), ...Object.values(built).flat()])).toEqual([]);
  const [route] = ofKind(sources(), 'HTTPRoute') as [Manifest];
  expect(unserved([{ ...route, apiVersion: 'gateway.networking.k8s.io/v1beta1' }])).toHaveLength(2);
});

whenBuilt('enforces the Pod Security Standard `restricted`, which the pods of Kafka comply with too', () => {
  for (const folder of ['k8s/overlays/dev', 'k8s/overlays/production'] as const) {
    const [namespace] = ofKind(built[folder], 'Namespace');
    expect(namespace?.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  }
  const file = readFileSync(join(ROOT, 'k8s/kafka/example-cluster.yaml'), 'utf8');
  const [pool, kafka] = documents(file) as [Manifest, Manifest];
  const { kafkaContainer, initContainer } = pool.spec.template;
  const { topicOperatorContainer, userOperatorContainer } = kafka.spec.entityOperator.template;
  for (const { securityContext } of [kafkaContainer, initContainer, topicOperatorContainer, userOperatorContainer])
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
      capabilities: { drop: ['ALL'] },
    });
});

whenBuilt('runs nothing as root, with a writable root, a capability or a token', () => {
  for (const folder of FOLDERS) {
    for (const manifest of pods(built[folder])) {
      const { template } = manifest.spec;
      const { name } = manifest.metadata;
      expect({ name, ...template.spec }).toMatchObject({
        name,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(container(manifest).securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        ...(FOREIGN.includes(name) ? {} : { readOnlyRootFilesystem: true }),
      });
    }
  }
});

whenBuilt('puts everything into the namespace of its overlay', () => {
  const outside = (manifests: Manifest[], namespace: string) =>
    manifests.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace);
  expect(outside(built['k8s/overlays/dev'], 'stopsms-dev')).toEqual([]);
  expect(outside([...production, ...jobs], 'stopsms')).toEqual([]);
});

whenBuilt('names no secret or setting that nobody makes', () => {
  const made = new Set(
    [
      ...[...production, ...jobs].filter(({ kind }) => ['ExternalSecret', 'ConfigMap'].includes(kind)),
      ...ofKind(built['k8s/overlays/production/kafka'], 'KafkaUser'),
    ].map(({ metadata }) => metadata.name),
  );
  made.add('stopsms-cluster-ca-cert');
  for (const { spec } of pods([...production, ...jobs])) {
    const { containers, volumes } = spec.template.spec;
    const named = [
      ...containers[0].envFrom.map(({ configMapRef, secretRef }: Manifest) => (configMapRef ?? secretRef).name),
      ...volumes.flatMap(({ secret, configMap }: Manifest) => secret?.secretName ?? configMap?.name ?? []),
    ];
    expect(named.filter((name) => !made.has(name))).toEqual([]);
  }
});

whenBuilt('migrates with the image and settings that the service runs with', () => {
  const settings = (manifest: Manifest) => {
    const { image, env, envFrom } = container(manifest);
    return {
      image,
      envFrom,
      env: Object.fromEntries(env.map(({ name, value }: Record<string, string>) => [name, value])),
    };
  };
  expect(ofKind(jobs, 'Job')).toHaveLength(6);
  for (const job of ofKind(jobs, 'Job')) {
    const service = pods(production).find(
      ({ metadata }) => `${metadata.name}-migration` === job.metadata.name,
    ) as Manifest;
    expect(settings(job)).toEqual(settings(service));
    expect(container(job).args).toEqual(['--migrate']);
  }
});

/** Public paths by the port of the service that serves them. */
const PUBLIC_PATHS = {
  '/u': 'inbound-mo',
  '/v1/providers': 'inbound-mo',
  '/v1/callbacks': 'inbound-mo',
  '/v1/door': 'gateway',
  '/2010-04-01': 'gateway',
  '/cgi-bin/sendsms': 'gateway',
  '/': 'console',
};

whenBuilt('lets the Internet reach paths of inbound-mo and of the gateway, and the console, by TLS', () => {
  const listeners = ofKind(production, 'Gateway').flatMap(({ spec }) => spec.listeners as Manifest[]);
  const plain = listeners.filter(({ tls }) => !tls).map(({ name }) => name);
  const rules = ofKind(production, 'HTTPRoute').flatMap(({ spec }) =>
    spec.rules.map((rule: Manifest) => ({ listener: spec.parentRefs[0].sectionName as string, ...rule })),
  );
  expect(rules.map(({ listener }) => listener).sort()).toEqual(listeners.map(({ name }) => name).sort());
  const served = rules.flatMap(({ listener, matches = [], filters, backendRefs = [] }) => {
    if (plain.includes(listener)) expect({ filters, backendRefs }).toEqual({ filters: [REDIRECT], backendRefs: [] });
    return matches.map(({ path }: Manifest) => [path.value, backendRefs[0]]);
  });
  const port = (name: string) =>
    ofKind(production, 'Service').find(({ metadata }) => metadata.name === name)?.spec.ports[0].port as number;
  const backends = Object.entries(PUBLIC_PATHS).map(([path, name]) => [path, { name, port: port(name) }]);
  expect(Object.fromEntries(served)).toEqual(Object.fromEntries(backends));
});

const REDIRECT = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };

it('exposes the same paths by Ingress, with nothing that one controller alone understands', () => {
  const ingresses = ofKind(sources(), 'Ingress');
  const rules = ingresses.flatMap(({ spec }) => spec.rules as Manifest[]);
  const served = rules.flatMap(({ http }) =>
    http.paths.map(({ path, backend }: Manifest) => [path, backend.service.name]),
  );
  expect(Object.fromEntries(served)).toEqual(PUBLIC_PATHS);
  expect(ingresses.flatMap(({ spec }) => spec.tls.flatMap(({ hosts }: Manifest) => hosts))).toEqual(
    rules.map(({ host }) => host),
  );
  expect(sources().filter(({ metadata }) => /nginx|traefik|haproxy/.test(JSON.stringify(metadata)))).toEqual([]);
});

whenBuilt('never has more replicas than partitions, and every pod a budget and a default of no network', () => {
  const dispatcher = production.find(({ metadata, kind }) => kind === 'StatefulSet' && metadata.name === 'dispatcher');
  expect(dispatcher?.spec.replicas).toBeLessThanOrEqual(PARTITIONS);
  for (const { spec } of ofKind(production, 'ScaledObject'))
    expect(spec.maxReplicaCount).toBeLessThanOrEqual(PARTITIONS);
  const denied = production.find(({ metadata }) => metadata.name === 'nothing-else')?.spec;
  expect(denied).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'stopsms' } },
    policyTypes: ['Ingress', 'Egress'],
  });
  for (const { metadata, spec } of pods([...production, ...jobs])) {
    expect(spec.template.metadata.labels).toMatchObject(denied.podSelector.matchLabels);
    if (metadata.name.endsWith('-migration') || metadata.name === BACKUP) continue;
    const budget = production.find(
      ({ kind, metadata: { name } }) => kind === 'PodDisruptionBudget' && name === metadata.name,
    );
    expect(spec.template.metadata.labels).toMatchObject(budget?.spec.selector.matchLabels);
  }
});

whenBuilt('gives each listed publisher a topic and a user, and compliance the right to read it', () => {
  const kafka = built['k8s/overlays/production/kafka'];
  const list = production.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('publishers'));
  const { publishers } = parse(list?.data['publishers.yaml']) as { publishers: { name: string }[] };
  expect(publishers.length).toBeGreaterThan(1);
  const user = (name: string) => kafka.find(({ kind, metadata }) => kind === 'KafkaUser' && metadata.name === name);
  const rights = (name: string) =>
    user(name)?.spec.authorization.acls.map(
      ({ resource, operations }: Manifest) => `${operations.join()} ${resource.name}`,
    );
  for (const { name } of publishers) {
    const topic = `sms.requested.v1.${name}`;
    expect(ofKind(kafka, 'KafkaTopic').map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining([topic, `${topic}.dlq`]),
    );
    expect(rights(`stopsms-publisher-${name}`)).toContain(`Write,Describe ${topic}`);
    expect(rights('stopsms-compliance')).toEqual(
      expect.arrayContaining([`Read,Write ${topic}`, `Read,Write ${topic}.dlq`]),
    );
    expect(rights('stopsms-cli')).toEqual(expect.arrayContaining([`Write ${topic}`, `Write ${topic}.dlq`]));
  }
});
