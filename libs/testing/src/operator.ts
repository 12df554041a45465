import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startService, workspaceRoot } from '@stopsms/local-stack';

/** The operator's simulator as its own process, for the caller to stop. */
export interface TestOperator {
  /** Of its HTTP routes: handsets, behaviour, stats. */
  readonly url: string;
  readonly smppPort: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** Needs the simulator built: `npm test` does that first. */
export async function startTestOperator(): Promise<TestOperator> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-operator-'));
  const [httpPort, smppPort] = [await freePort(), await freePort()];
  const operator = await startService({
    name: 'simulator',
    script: join(workspaceRoot(), 'dist/apps/smsc-simulator/src/main.js'),
    port: httpPort,
    env: { SIMULATOR_HTTP_PORT: String(httpPort), SIMULATOR_SMPP_PORT: String(smppPort) },
    logFile: join(dir, 'simulator.log'),
  });
  return {
    url: operator.url,
    smppPort,
    kill: operator.kill,
    restart: operator.restart,
    stop: async () => {
      await operator.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
