import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freeStackPorts, startStack } from '../src';
import { whilePortIsTaken } from './listening';
import { temporaryFolder } from './temporary-folder';

// That a whole stack starts, works and stops is what the end-to-end test shows.
describe('a stack that cannot start', () => {
  const dir = temporaryFolder();
  const log = jest.fn();

  it('names all taken ports at once and leaves the folder to others', async () => {
    await whilePortIsTaken((campaign) =>
      whilePortIsTaken(async (simulatorSmpp) => {
        const ports = { ...(await freeStackPorts()), campaign, simulatorSmpp };
        for (const _attempt of [1, 2]) {
          await expect(startStack({ dir, ports, log })).rejects.toMatchObject({
            code: 'port-taken',
            message: expect.stringMatching(
              new RegExp(
                `^2 ports are taken:\n  campaign needs port ${campaign}.*\n  the simulator \\(SMPP\\) needs port ${simulatorSmpp}`,
              ),
            ) as string,
          });
        }
      }),
    );
  });

  it('says that a stack already runs from its folder', async () => {
    writeFileSync(join(dir, 'stack.pid'), String(process.ppid));
    await expect(startStack({ dir, ports: await freeStackPorts(), log })).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringContaining(`A stack already runs from ${dir} (process ${process.ppid})`) as string,
    });
  });

  it('gives up when asked to', async () => {
    writeFileSync(join(dir, 'stack.pid'), '');
    const signal = AbortSignal.abort();
    await expect(startStack({ dir, ports: await freeStackPorts(), log, signal })).rejects.toThrow('aborted');
  });
});
