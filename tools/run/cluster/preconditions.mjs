import { spawnSync } from 'node:child_process';
import { findEngine } from '../compose/engine.mjs';
import { kubectlFor } from './kubectl.mjs';
import { recognise } from './local-cluster.mjs';
import { OVERLAY } from './manifests.mjs';

/** `preStop.sleep` of k8s/base. */
const OLDEST_KUBERNETES = 30;
/** The pods ask for 2 GiB together, and the cluster's own for some. */
const MIN_GIB = 3;
const UNITS = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

const works = (command, ...args) => spawnSync(command, args).status === 0;
const answerOf = (...args) => spawnSync('kubectl', args, { encoding: 'utf8' }).stdout.trim();

/**
 * Checks everything first, so that all missing preconditions are reported at once.
 * @returns problems in words; without any also kubectl for the context, the engine, and the tool that made the cluster
 */
export async function lookAround({ context: named, tool: wanted, delete: deleting }) {
  const problems = [];
  const engine = deleting ? undefined : findEngine();
  if (!deleting && !engine) {
    problems.push('No container engine answers (docker info, podman info): start one. ENGINE says which to use.');
  }
  if (!works('kubectl', 'version', '--client')) {
    problems.push('kubectl is not there: https://kubernetes.io/docs/tasks/tools. It is at version 1.30 or newer.');
    return { problems };
  }
  if (!deleting) {
    const { status, stderr } = spawnSync('kubectl', ['kustomize', OVERLAY], { encoding: 'utf8' });
    if (status !== 0) problems.push(`This kubectl cannot build k8s/overlays/dev, perhaps it is old: ${stderr.trim()}`);
  }
  const context = named ?? answerOf('config', 'current-context');
  const contexts = answerOf('config', 'get-contexts', '-o', 'name').split('\n').filter(Boolean);
  if (!contexts.includes(context)) {
    const there = contexts.length > 0 ? `There are: ${contexts.join(', ')}.` : 'There is none: kind create cluster';
    problems.push(`${context ? `kubectl knows no context ${context}` : 'kubectl has no current context'}. ${there}`);
    return { problems };
  }
  const kubectl = kubectlFor(context);
  const home = whose(kubectl, wanted);
  problems.push(...problemsOfContext(kubectl, home, named !== undefined));
  if (problems.length === 0) problems.push(...problemsOfCluster(kubectl, deleting));
  return { problems, kubectl, engine, home };
}

const serverOf = (kubectl) =>
  kubectl.ask('config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}')?.trim();

function whose(kubectl, wanted) {
  const nodes = () =>
    JSON.parse(kubectl.ask('get', 'nodes', '-o', 'json', '--request-timeout=10s') ?? '{}').items ?? [];
  return recognise(kubectl.context, { server: serverOf(kubectl), nodes }, wanted);
}

function problemsOfContext(kubectl, home, chosen) {
  const { context } = kubectl;
  if (!home?.isHere && !chosen) {
    return [
      `The current context is ${context} (${serverOf(kubectl)}), which is not surely a cluster of this machine: nothing is ` +
        `applied there by accident. Take another (kubectl config use-context), or say that you mean it: --context ${context}`,
    ];
  }
  if (!home) return [`The name of context ${context} does not reveal which tool made the cluster: use --tool.`];
  const { tool } = home;
  if (!works(tool, tool === 'k3s' ? '--version' : 'version')) {
    return [`${tool} is not on the PATH, and the images are brought to the cluster by it.`];
  }
  return [];
}

function problemsOfCluster(kubectl, deleting) {
  const version = kubectl.ask('version', '-o', 'json', '--request-timeout=10s');
  if (!version) return [`The cluster of context ${kubectl.context} does not answer: is it started?`];
  if (deleting) return [];
  const problems = [];
  const { major, minor } = JSON.parse(version).serverVersion;
  if (Number(major) === 1 && parseInt(minor, 10) < OLDEST_KUBERNETES) {
    problems.push(`The cluster is Kubernetes ${major}.${minor}, and 1.${OLDEST_KUBERNETES} or newer is needed.`);
  }
  const nodes = kubectl.json('get', 'nodes').items;
  const gib = nodes.reduce((sum, { status }) => sum + bytesOf(status.allocatable.memory), 0) / UNITS.Gi;
  if (gib < MIN_GIB) problems.push(`The cluster has ${gib.toFixed(1)} GiB of memory, and ${MIN_GIB} are needed.`);
  const classes = kubectl.json('get', 'storageclasses').items;
  const isDefault = ({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  if (!classes.some(isDefault)) {
    problems.push(
      'The cluster has no default StorageClass, and Kafka, PostgreSQL and the dispatcher each want a volume.',
    );
  }
  return problems;
}

/** `8123456Ki` and so on. */
function bytesOf(quantity) {
  const [, number, unit] = /^(\d+)([KMG]i)?$/.exec(quantity) ?? [];
  return Number(number ?? 0) * (UNITS[unit] ?? 1);
}
