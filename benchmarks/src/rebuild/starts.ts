import { join } from 'node:path';
import { freePort, workspaceRoot } from '@stopsms/local-stack';
import { dispatcherEnv } from '../dispatcher/dispatcher-env';
import { type Cost, TimedProcess } from '../dispatcher/timed-process';

export interface Starts {
  bootstrap: string;
}

const STARTING = 503;
const dist = (path: string): string => join(workspaceRoot(), 'dist', path);

export async function bareRead({ bootstrap }: Starts): Promise<Cost> {
  const read = new TimedProcess(dist('benchmarks/src/rebuild/bare-read.js'), [bootstrap]);
  try {
    await read.speaks();
    return read.cost();
  } finally {
    await read.end('SIGKILL');
  }
}

/**
 * The service itself, with no operator to talk to. Ended only once it has left a snapshot.
 * @param records - opt-outs that its view must hold then
 */
export async function dispatcherReady(starts: Starts, snapshots: string, records: number): Promise<Cost> {
  const port = await freePort();
  const dispatcher = new TimedProcess(dist('apps/dispatcher/src/main.js'), [], {
    ...dispatcherEnv({ ...starts, port, snapshots }),
    LOG_LEVEL: 'error',
    VIEW_SNAPSHOT_EVERY_MS: '1000',
  });
  const viewWhen = (arrived: (view: ViewAnswer) => boolean) =>
    dispatcher.until(async () => {
      const view = await viewOf(port);
      return view && arrived(view) ? view : undefined;
    });
  try {
    await viewWhen(({ ready }) => ready);
    const cost = dispatcher.cost();
    const { entries } = await viewWhen(({ snapshot }) => snapshot.writtenAt !== undefined);
    if (entries !== records) throw new Error(`The view holds ${entries} of ${records} opt-outs`);
    return cost;
  } finally {
    await dispatcher.end('SIGTERM');
  }
}

interface ViewAnswer {
  ready: boolean;
  entries: number;
  snapshot: { writtenAt?: string };
}

/** Undefined while it does not answer or starts. @throws Error when it refuses */
async function viewOf(port: number): Promise<ViewAnswer | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/view`).catch(() => undefined);
  if (answer?.status === STARTING) return undefined;
  if (answer && !answer.ok) throw new Error(`GET /v1/view answered ${answer.status}: ${await answer.text()}`);
  return answer && ((await answer.json()) as ViewAnswer);
}
