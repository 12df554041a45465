import { parseArgs } from 'node:util';

export const HELP = `node tools/run.mjs cluster [--context <name>] [--tool <tool>] [--delete]

Builds the images, loads them into a cluster of this machine, applies k8s/overlays/dev (Kafka, PostgreSQL, the simulator, the six
services), waits until all is ready and makes the first call. Everything lies in the namespace stopsms-dev.

  --context <name>  of kubectl's configuration; without it the current one, if it is surely a cluster of this machine
  --tool <tool>     kind, k3d, k3s or minikube, when the context's name does not tell
  --delete          deletes the namespace, with its data
  --help            this

It needs kubectl, docker or podman, and one of these clusters with 3 GiB of memory left:
  kind create cluster        k3d cluster create        minikube start --memory=4g        k3s (https://docs.k3s.io)
Variables: ENGINE (docker, podman) and NODE_IMAGE (base of the images, see docs/containers.md).`;

export const TOOLS = ['kind', 'k3d', 'k3s', 'minikube'];

export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        context: { type: 'string' },
        tool: { type: 'string' },
        delete: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return { problem: error.message };
  }
  if (values.tool !== undefined && !TOOLS.includes(values.tool)) {
    return { problem: `--tool is ${values.tool}, and only ${TOOLS.join(', ')} are known here.` };
  }
  return values;
}
