import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';

// Which tool made the cluster, and whether it is surely on this machine: a name can be given to anything, so the tool itself is
// asked whether it knows the cluster, and the API must listen here.

const output = (command, ...args) => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};
const lines = (text) => (text ?? '').split('\n').map((line) => line.trim());
const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Addresses of this machine, and 0.0.0.0, which k3d writes for it. */
const HERE = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\])$/;
const listensHere = (server) => URL.canParse(server ?? '') && HERE.test(new URL(server).hostname);

const profiles = () =>
  (parsed(output('minikube', 'profile', 'list', '-o', 'json'))?.valid ?? []).map(({ Name }) => Name);
const isOfMinikube = (cluster, server) =>
  listensHere(server) ||
  (URL.canParse(server ?? '') && new URL(server).hostname === output('minikube', 'ip', '-p', cluster));

/** By tool: the cluster's name in the context's, and the proof that it is here. */
const KNOWN = {
  kind: {
    clusterOf: (context) => /^kind-(.+)$/.exec(context)?.[1],
    isHere: (cluster, { server }) => listensHere(server) && lines(output('kind', 'get', 'clusters')).includes(cluster),
  },
  k3d: {
    clusterOf: (context) => /^k3d-(.+)$/.exec(context)?.[1],
    isHere: (cluster, { server }) =>
      listensHere(server) &&
      (parsed(output('k3d', 'cluster', 'list', '-o', 'json')) ?? []).some(({ name }) => name === cluster),
  },
  minikube: {
    clusterOf: (context) => (context === 'minikube' || profiles().includes(context) ? context : undefined),
    isHere: (cluster, { server }) => profiles().includes(cluster) && isOfMinikube(cluster, server),
  },
  k3s: {
    clusterOf: (context, { nodes }) =>
      nodes().some(({ status }) => status.nodeInfo.kubeletVersion.includes('+k3s')) ? context : undefined,
    isHere: (_, { server, nodes }) =>
      listensHere(server) && nodes().some(({ metadata }) => metadata.name === hostname().toLowerCase()),
  },
};

/**
 * @param surroundings - `server`, the API's address, and `nodes()`, what the cluster says of its nodes
 * @returns the tool with the cluster's name there and whether it is surely on this machine; undefined when no tool fits
 */
export function recognise(context, surroundings, wanted) {
  const tools = wanted ? [wanted] : TOOLS;
  for (const tool of tools) {
    const cluster = KNOWN[tool].clusterOf(context, surroundings) ?? (wanted && context);
    if (cluster) return { tool, cluster, isHere: KNOWN[tool].isHere(cluster, surroundings) };
  }
  return undefined;
}

export const TOOLS = Object.keys(KNOWN);

const asRoot = (words) => (process.getuid?.() === 0 ? words : ['sudo', ...words]);

/** The command that brings an archive of images into the cluster. */
export function loadCommand({ tool, cluster }, archive) {
  switch (tool) {
    case 'kind':
      return ['kind', 'load', 'image-archive', archive, '--name', cluster];
    case 'k3d':
      return ['k3d', 'image', 'import', archive, '--cluster', cluster];
    case 'minikube':
      return ['minikube', 'image', 'load', archive, '--profile', cluster];
    default:
      return asRoot(['k3s', 'ctr', 'images', 'import', archive]);
  }
}
