import { hostname } from 'node:os';
import { type Answers, forgetAll } from './fake-cluster';
import { TOOLS, cluster, node } from './fake-surroundings';

// The cluster is a fake (fake-cluster.ts): these tests say nothing about a real one.

jest.setTimeout(60_000);

afterAll(forgetAll);

const ARCHIVE = expect.stringMatching(/\/images\.tar$/);
const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
test.each<[string, string, Answers, unknown[]]>([
  ['kind', 'kind-laptop', {}, ['kind', 'load', 'image-archive', ARCHIVE, '--name', 'laptop']],
  [
    'k3d',
    'k3d-laptop',
    { 'kubectl config view': 'https://0.0.0.0:6550' },
    ['k3d', 'image', 'import', ARCHIVE, '--cluster', 'laptop'],
  ],
  [
    'minikube',
    'minikube',
    { 'kubectl config view': 'https://192.168.49.2:8443' },
    ['minikube', 'image', 'load', ARCHIVE, '--profile', 'minikube'],
  ],
  [
    'k3s',
    'default',
    {
      sudo: '',
      'kubectl get nodes': { items: [node(hostname().toLowerCase(), 'v1.34.0+k3s1', '8000000Ki')] },
    },
    [...sudo, 'k3s', 'ctr', 'images', 'import', ARCHIVE],
  ],
])(
  'on %s: builds, loads, applies, waits and calls, in this order, and names the context each time',
  async (_, context, more, load) => {
    const { code, said, calls } = await cluster([], { 'kubectl config current-context': context, ...more }, [
      ...TOOLS,
      'sudo',
    ]);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(
        /All is ready after[^]*a-1[^]*port-forward svc\/campaign 3001[^]*port-forward svc\/console 3007/,
      ),
    });
    const begun = calls.slice(calls.findIndex(([, word]) => word === 'image'));
    const here = ['kubectl', '--context', context];
    const tags = new Set(
      begun.flatMap((words) => words).flatMap((word) => /^localhost\/stopsms\/[a-z-]+:(.*)$/.exec(word)?.[1] ?? []),
    );
    expect([...tags]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+-[0-9a-f]{7}(-\d{14})?$/)]);
    const without = begun.filter(([, ...words]) => !['inspect', '--version'].some((word) => words.includes(word)));
    expect(without).toEqual([
      ...Array(11).fill(expect.arrayContaining(['docker', 'build', '-t'])),
      expect.arrayContaining(['docker', 'save', '-o', ARCHIVE]),
      load,
      expect.arrayContaining([...here, 'delete', 'job', 'provision-database']),
      expect.arrayContaining([...here, 'apply', '-k', '-l', 'app.kubernetes.io/part-of!=stopsms']),
      expect.arrayContaining([...here, 'get']),
      [...here, 'apply', '-k', expect.any(String)],
      expect.arrayContaining([...here, 'get']),
      expect.arrayContaining([...here, 'port-forward', 'service/campaign']),
      ['GET', '/health/ready', ''],
      ['POST', '/v1/advertisers', expect.stringContaining('"shortCode":"36195"')],
      expect.arrayContaining([...here, 'port-forward', 'deployment/identity-provider']),
      ['PUT', '/people/mark/advertisers', '["a-1"]'],
    ]);
  },
);

it('builds no image twice, and saves several with podman in its own way', async () => {
  const { code, calls } = await cluster([], { podman: '', 'podman --version': 'podman version 5.0.0' }, [
    'podman',
    'kubectl',
    'kind',
  ]);
  expect(code).toBe(0);
  expect(calls.filter(([, word]) => word === 'build')).toEqual([]);
  expect(calls).toContainEqual(expect.arrayContaining(['podman', 'save', '--multi-image-archive']));
});

it('deletes everything again', async () => {
  const { code, calls } = await cluster(['--delete']);
  expect(code).toBe(0);
  expect(calls.at(-1)).toEqual(
    expect.arrayContaining(['kubectl', '--context', 'kind-laptop', 'delete', 'namespace', 'stopsms-dev']),
  );
});
