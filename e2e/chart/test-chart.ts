import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningStack, workspaceRoot } from '@stopsms/local-stack';

/** Runs the script of `helm test` on the stack. */
export function testChart(stackOf: () => RunningStack): void {
  test('the chart’s test sends an SMS, and its STOP blocks and is confirmed', async () => {
    const { services, simulator } = stackOf();
    const { stdout } = await promisify(execFile)(process.execPath, [join(workspaceRoot(), 'k8s/files/stop-test.mjs')], {
      env: {
        ...process.env,
        CAMPAIGN_URL: services.campaign.url,
        SUPPRESSION_URL: services.suppression.url,
        SIMULATOR_URL: simulator.url,
      },
    });
    expect(stdout.trim().split('\n')).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(/^ok: /)));
  });
}
