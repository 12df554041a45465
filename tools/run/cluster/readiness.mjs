import { setTimeout as delay } from 'node:timers/promises';
import { ended } from './steps.mjs';

export const NAMESPACE = 'stopsms-dev';

/** The images of Kafka and PostgreSQL are fetched meanwhile. */
const LIMIT_MS = 600_000;
const LOOK_EVERY_MS = 2000;
const SAY_EVERY_MS = 15_000;
const LOG_LINES = 15;
/** Reasons that waiting does not resolve. */
const HOPELESS = ['ErrImageNeverPull', 'InvalidImageName', 'CreateContainerConfigError', 'CreateContainerError'];
const NOT_LOADED = ['ErrImagePull', 'ImagePullBackOff'];
/** A service that came too early starts again; one that cannot start does so for ever. */
const MAX_RESTARTS = 4;

/** @param wanted - `Kind/name` each; ends with what keeps them, and their last log lines, when it is hopeless or too long */
export async function untilReady(kubectl, wanted, limitMs = LIMIT_MS) {
  const startedAt = performance.now();
  let [said, saidAt] = ['', startedAt];
  for (;;) {
    const { items } = kubectl.json('get', 'deployments,statefulsets,jobs,pods', '-n', NAMESPACE);
    const waitingFor = wanted.map((name) => stateOf(name, items)).filter(({ ready }) => !ready);
    if (waitingFor.length === 0) return;
    const now = performance.now();
    const hopeless = waitingFor.filter((one) => one.hopeless);
    if (hopeless.length > 0) throw ended(report(kubectl, 'This will not get ready by waiting:', hopeless));
    if (now - startedAt > limitMs) {
      throw ended(report(kubectl, `Not ready after ${Math.round(limitMs / 60_000)} minutes:`, waitingFor));
    }
    const line = waitingFor.map(({ name, why }) => `${name} (${why})`).join(', ');
    if (line !== said || now - saidAt > SAY_EVERY_MS) {
      [said, saidAt] = [line, now];
      console.log(`  ${line}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}

function stateOf(wanted, items) {
  const [kind, name] = wanted.split('/');
  const resource = items.find((item) => item.kind === kind && item.metadata.name === name);
  if (resource && isReady[kind](resource)) return { name, ready: true };
  const pods = items.filter((item) => item.kind === 'Pod' && item.metadata.name.startsWith(`${name}-`));
  const states = pods.map(stateOfPod);
  const state = states.find((one) => one.hopeless) ?? states.find((one) => one.why) ?? { why: 'is being made' };
  const failed = resource?.status?.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  return { name, ...state, ...(failed && { why: failed.message, hopeless: true }) };
}

const seen = ({ metadata, status }) => (status.observedGeneration ?? 0) >= metadata.generation;
const isReady = {
  Deployment: (one) =>
    seen(one) &&
    one.status.updatedReplicas === one.spec.replicas &&
    one.status.availableReplicas === one.spec.replicas &&
    one.status.replicas === one.spec.replicas,
  StatefulSet: (one) =>
    seen(one) &&
    one.status.availableReplicas === one.spec.replicas &&
    one.status.updateRevision === one.status.currentRevision,
  Job: ({ status }) => (status.succeeded ?? 0) > 0,
};

function stateOfPod({ metadata, status }) {
  const pod = metadata.name;
  const unscheduled = status.conditions?.find(({ type, status: is }) => type === 'PodScheduled' && is === 'False');
  if (unscheduled) return { pod, why: `cannot be scheduled: ${unscheduled.message ?? unscheduled.reason}` };
  const [{ state = {}, restartCount: restarts = 0, ready, image = '' } = {}] = status.containerStatuses ?? [];
  const reason = state.waiting?.reason ?? state.terminated?.reason;
  const [crashed, started] = [restarts > 0, state.running !== undefined];
  if (reason && NOT_LOADED.includes(reason)) {
    const ours = image.startsWith('localhost/');
    return { pod, why: ours ? `${image} was not loaded` : `${image} cannot be fetched (yet)`, hopeless: ours };
  }
  if (reason && HOPELESS.includes(reason)) return { pod, why: `${reason}: ${state.waiting.message}`, hopeless: true };
  if (restarts >= MAX_RESTARTS && !ready && !started) {
    return { pod, why: `ended ${restarts} times`, hopeless: true, crashed: true };
  }
  if (crashed && !ready)
    return { pod, why: `ended ${restarts}×, ${started ? 'starts' : 'will start'} again`, crashed: !started };
  if (reason === 'ContainerCreating') return { pod, why: 'fetches its image or waits for its volume' };
  return { pod, why: started ? 'starts' : (reason ?? 'is being made') };
}

function report(kubectl, head, found) {
  const lines = found.flatMap(({ name, pod, why, crashed }) => {
    const log = pod && kubectl.ask('logs', pod, '-n', NAMESPACE, `--tail=${LOG_LINES}`, ...(crashed ? ['-p'] : []));
    return [`  ${pod ?? name}: ${why}`, ...(log?.trimEnd().split('\n') ?? []).map((line) => `    | ${line}`)];
  });
  const more = `More: kubectl --context ${kubectl.context} -n ${NAMESPACE} get events --sort-by=.lastTimestamp`;
  return [head, ...lines, more, 'Mended, this command goes on from here.'].join('\n');
}
