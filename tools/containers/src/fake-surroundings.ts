import { type Answers, type FakeRun, play } from './fake-cluster';

// A kind cluster of this machine on which everything goes well; each test says what is otherwise.

export const TOOLS = ['docker', 'kubectl', 'kind', 'k3d', 'minikube', 'k3s'];
/** A resource as kubectl shows it. */
export const item = (kind: string, name: string, more: object) => ({
  kind,
  metadata: { name, generation: 1 },
  ...more,
});
const ready = {
  spec: { replicas: 1 },
  status: { observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1, replicas: 1 },
};
/** All that the script waits for, ready. */
export const READY = [
  ...[
    'simulator',
    'identity-provider',
    'campaign',
    'compliance',
    'gateway',
    'inbound-mo',
    'notification',
    'suppression',
    'console',
  ].map((name) => item('Deployment', name, ready)),
  ...['kafka', 'postgresql', 'dispatcher'].map((name) => item('StatefulSet', name, ready)),
  item('Job', 'provision-database', { status: { succeeded: 1 } }),
];
export const node = (name: string, version: string, memory: string) => ({
  metadata: { name },
  status: { nodeInfo: { kubeletVersion: version }, allocatable: { memory } },
});
export const SURROUNDED: Answers = {
  docker: '',
  'docker image inspect': null,
  'kubectl version --client': '',
  'kubectl kustomize': '',
  'kubectl config current-context': 'kind-laptop',
  'kubectl config get-contexts -o name': 'arn:prod\nkind-laptop\nk3d-laptop\nminikube\ndefault\n',
  'kubectl config view': 'https://127.0.0.1:40123',
  'kubectl version -o json': { serverVersion: { major: '1', minor: '34' } },
  'kubectl get nodes': { items: [node('laptop', 'v1.34.0', '8000000Ki')] },
  'kubectl get storageclasses': {
    items: [{ metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }],
  },
  'kubectl delete': '',
  'kubectl apply': '',
  'kubectl get deployments': { items: READY },
  'kubectl port-forward': {
    serve: {
      'GET /health/ready': { status: 'ok' },
      'POST /v1/advertisers': { id: 'a-1' },
      'PUT /people/mark/advertisers': ['a-1'],
    },
  },
  kind: '',
  'kind get clusters': 'laptop\n',
  k3d: '',
  'k3d cluster list -o json': [{ name: 'laptop' }],
  minikube: '',
  'minikube profile list -o json': { valid: [{ Name: 'minikube' }] },
  'minikube ip': '192.168.49.2',
  k3s: '',
};

/** `node tools/run.mjs cluster` there, with what the test answers otherwise. */
export const cluster = (args: string[] = [], answers: Answers = {}, programs = TOOLS): Promise<FakeRun> =>
  play(programs, { ...SURROUNDED, ...answers }, args);
