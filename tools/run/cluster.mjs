import { firstCall } from './cluster/first-call.mjs';
import { build, loadInto, tagOfNow } from './cluster/images.mjs';
import { applyTo } from './cluster/manifests.mjs';
import { TOOLS } from './cluster/local-cluster.mjs';
import { lookAround } from './cluster/preconditions.mjs';
import { NAMESPACE, untilReady } from './cluster/readiness.mjs';
import { step } from './cluster/steps.mjs';
import { refuse } from './flags.mjs';
import { secondsSince } from './workspace.mjs';

/** Dependencies of the services, and the services; in k8s/overlays/dev. */
const AROUND = [
  ...['StatefulSet/kafka', 'StatefulSet/postgresql', 'Deployment/simulator', 'Deployment/identity-provider'],
  'Job/provision-database',
];
const SERVICES = [
  ...['campaign', 'compliance', 'gateway', 'inbound-mo', 'notification', 'suppression', 'console'].map(
    (name) => `Deployment/${name}`,
  ),
  'StatefulSet/dispatcher',
];

export const usage = {
  flags: {
    context: {
      value: '<name>',
      about: 'of kubectl; without it the current one, if it is surely a cluster of this machine',
    },
    tool: { value: '<tool>', about: `${TOOLS.join(', ')}, when the context's name does not contain it` },
    delete: { about: 'deletes the namespace stopsms-dev, with its data' },
  },
  more: [
    'It builds the images, loads them into the cluster, applies k8s/overlays/dev (Kafka, PostgreSQL, the simulator, the seven services, the console),',
    'waits until all is ready and makes the first call. Everything lies in the namespace stopsms-dev. Run again, it goes on.',
    '',
    'It needs kubectl, docker or podman, and a cluster with 3 GiB of memory:',
    '  kind create cluster      k3d cluster create      minikube start --memory=4g      k3s (https://docs.k3s.io)',
    'Variables: ENGINE (docker, podman) and NODE_IMAGE (base of the images). More in docs/kubernetes.md.',
  ],
};

/** Brings the whole product to a cluster of this machine, or takes it away again. */
export default async function cluster({ values: options }) {
  const { tool } = options;
  if (tool !== undefined && !TOOLS.includes(tool)) {
    return refuse('cluster', `--tool ${tool}: known are ${TOOLS.join(', ')}`).exitCode;
  }
  const { problems, kubectl, engine, home } = await lookAround(options);
  if (problems.length > 0) {
    console.error(['Nothing was done, because:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    return 1;
  }
  try {
    return await (options.delete ? remove(kubectl) : bring(kubectl, engine, home));
  } catch (error) {
    if (!error.isExpected) throw error;
    console.error(`\n${error.message}`);
    return 1;
  }
}

async function bring(kubectl, engine, home) {
  const startedAt = performance.now();
  const tag = tagOfNow();
  console.log(`${home.tool} cluster, context ${kubectl.context}; everything goes to the namespace ${NAMESPACE}\n`);
  await build(engine, tag);
  await step(`Loading the images into ${home.tool}`, () => loadInto(home, engine, tag));
  await step('Applying Kafka, PostgreSQL, the simulator and the people', () => applyTo(kubectl, tag, 'around'));
  await step('Waiting for them', () => untilReady(kubectl, AROUND));
  await step('Applying the services', () => applyTo(kubectl, tag, 'all'));
  await step('Waiting for them', () => untilReady(kubectl, SERVICES));
  const answer = await step('Making the first call', () => firstCall(kubectl));
  console.log(`\nAll is ready after ${secondsSince(startedAt)}.\n\n${nextSteps(kubectl, answer)}`);
  return 0;
}

async function remove(kubectl) {
  await step(`Deleting the namespace ${NAMESPACE} and its data from ${kubectl.context}`, () =>
    kubectl.run('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=5m'),
  );
  console.log('The images stay, in the engine and in the cluster; deleting the cluster deletes those there.');
  return 0;
}

const nextSteps = ({ context }, { request, id }) => {
  const here = `kubectl --context ${context} -n ${NAMESPACE}`;
  return `POST /v1/advertisers made ${request.name} with the short code ${request.shortCode}: ${id}

To go on as README's "First calls" does, with the ports it names:
  ${here} port-forward svc/campaign 3001      http://127.0.0.1:3001/docs
  ${here} port-forward svc/compliance 3002    http://127.0.0.1:3002/docs
  ${here} port-forward svc/suppression 3005   http://127.0.0.1:3005/docs
  ${here} port-forward svc/simulator 3010     the operator and its handsets
  ${here} logs -f deployment/campaign

The console, where Mark acts for ${request.name}; no password:
  ${here} port-forward svc/console 3007       http://127.0.0.1:3007
  ${here} port-forward deployment/identity-provider 3008

After a change to the code: this command again. To take all of it away: node tools/run.mjs cluster --delete --context ${context}`;
};
