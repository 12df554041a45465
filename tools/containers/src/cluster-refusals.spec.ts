import { type Answers, forgetAll } from './fake-cluster';
import { READY, cluster, item, node } from './fake-surroundings';

// The cluster is a fake (fake-cluster.ts): these tests say nothing about a real one.

jest.setTimeout(60_000);

afterAll(forgetAll);

it('lists its flags and refuses unknown ones', async () => {
  expect(await cluster(['--help'], {}, [])).toMatchObject({ code: 0, said: expect.stringContaining('--delete') });
  expect(await cluster(['--forever'])).toMatchObject({ code: 2, said: expect.stringContaining("'--forever'") });
  expect(await cluster(['--tool', 'swarm'])).toMatchObject({
    code: 2,
    said: expect.stringContaining('known are kind, k3d'),
  });
});

it('reports everything that is missing at once', async () => {
  const { code, said } = await cluster([], {}, []);
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringMatching(/No container engine[^]*kubectl is not there/),
  });
  const poor = await cluster([], {
    'docker info': null,
    'kubectl kustomize': null,
    'kubectl config get-contexts -o name': '',
    'kubectl config current-context': '',
  });
  expect(poor.said).toMatch(/No container engine[^]*cannot build[^]*no current context. There is none: kind create/);
  const small = await cluster([], {
    'kubectl version -o json': { serverVersion: { major: '1', minor: '29+' } },
    'kubectl get nodes': { items: [node('laptop', 'v1.29.0', '2000000Ki')] },
    'kubectl get storageclasses': { items: [] },
  });
  expect(small.said).toMatch(/Kubernetes 1.29\+[^]*1.9 GiB[^]*no default StorageClass/);
  expect([...poor.changes, ...small.changes]).toEqual([]);
});

test.each<[string, Answers]>([
  ['another kind of cluster', { 'kubectl config current-context': 'arn:prod' }],
  ['a name like ours, but an API elsewhere', { 'kubectl config view': 'https://api.example.com' }],
  ['a name like ours that the tool does not know', { 'kind get clusters': 'other\n' }],
  [
    'a tunnel to a k3s elsewhere',
    {
      'kubectl config current-context': 'default',
      'kubectl get nodes': { items: [node('prod-1', 'v1.34.0+k3s1', '64000000Ki')] },
    },
  ],
])('never applies or deletes by accident: %s', async (_, answers) => {
  for (const args of [[], ['--delete']]) {
    const { code, said, changes } = await cluster(args, answers);
    expect({ code, said, changes }).toEqual({
      code: 1,
      said: expect.stringContaining('not surely a cluster of this machine'),
      changes: [],
    });
  }
});

it('takes a context that was named, when it knows how to bring images there', async () => {
  const unknown = await cluster(['--context', 'arn:prod']);
  expect(unknown).toMatchObject({ code: 1, changes: [], said: expect.stringContaining('use --tool') });
  const absent = await cluster(['--context', 'absent']);
  expect(absent).toMatchObject({
    code: 1,
    changes: [],
    said: expect.stringContaining('There are: arn:prod, kind-laptop'),
  });
  const meant = await cluster(['--context', 'arn:prod', '--tool', 'kind']);
  expect(meant).toMatchObject({ code: 0 });
  expect(meant.calls).toContainEqual(expect.arrayContaining(['kind', 'load', '--name', 'arn:prod']));
});

const pod = (name: string, container: object) => ({
  kind: 'Pod',
  metadata: { name },
  status: { containerStatuses: [container] },
});
const without = (name: string) => READY.filter(({ metadata }) => metadata.name !== name);
test.each<[string, object[], RegExp]>([
  [
    'an image that is not there',
    [
      ...without('campaign'),
      item('Deployment', 'campaign', { spec: { replicas: 1 }, status: {} }),
      pod('campaign-1', { image: 'localhost/stopsms/campaign:1', state: { waiting: { reason: 'ErrImagePull' } } }),
    ],
    /campaign-1: localhost\/stopsms\/campaign:1 was not loaded/,
  ],
  [
    'a service that ends again and again, with its last lines',
    [
      ...without('dispatcher'),
      pod('dispatcher-0', { restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } }),
    ],
    /dispatcher-0: ended 4 times\n +\| fake log/,
  ],
  [
    'a job that failed',
    [
      ...without('provision-database'),
      item('Job', 'provision-database', {
        status: { conditions: [{ type: 'Failed', status: 'True', message: 'too often' }] },
      }),
    ],
    /provision-database: too often/,
  ],
])('reports what will never become ready: %s', async (_, items, expected) => {
  const { code, said } = await cluster([], { 'kubectl get deployments': { items }, 'kubectl logs': 'fake log\n' });
  expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(expected) });
  expect(said).toContain('More: kubectl --context kind-laptop');
});

it('shows the last log lines of a failed part', async () => {
  const { code, said, changes } = await cluster([], { 'docker build': null });
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringMatching(/docker build .* failed \(1\)[^]*fake: docker build/),
  });
  expect(changes.map(([program]) => program)).toEqual(['docker']);
});
