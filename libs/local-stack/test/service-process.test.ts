import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Exit, freePort, type LocalService, startService } from '../src';
import { tiedToParent } from '../src/tied-to-parent';
import { temporaryFolder } from './temporary-folder';

// A service in miniature: ready or not on request, and it ends on /end.
const SCRIPT = `
const { createServer } = require('node:http');
console.log('starting as ' + process.env.ROLE);
if (process.env.ROLE === 'broken') throw new Error('DATABASE_URL is not set');
createServer((request, response) => {
  if (request.url === '/end') process.exit(7);
  response.statusCode = process.env.ROLE === 'unready' ? 503 : 200;
  response.end(JSON.stringify({ kafka: process.env.ROLE }));
}).listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => { if (process.env.ROLE !== 'deaf') { console.log('drained'); process.exit(0); } });
`;

describe('a service process', () => {
  const dir = temporaryFolder();
  const script = join(dir, 'service.js');
  const logFile = join(dir, 'service.log');
  const exits: Exit[] = [];
  let service: LocalService | undefined;

  beforeAll(() => writeFileSync(script, SCRIPT));
  afterEach(async () => {
    await service?.kill();
    service = undefined;
    exits.length = 0;
  });

  async function start(role: string, more = {}): Promise<LocalService> {
    const port = await freePort();
    const onUnexpectedExit = (exit: Exit) => void exits.push(exit);
    const env = { PORT: String(port), ROLE: role };
    service = await startService({ name: 'miniature', script, env, port, logFile, onUnexpectedExit, ...more });
    return service;
  }

  it('is ready when /health/ready says so, and stops in good order', async () => {
    const running = await start('good');
    expect(await (await fetch(running.url)).json()).toEqual({ kafka: 'good' });
    expect(running.readyMs).toBeGreaterThan(0);
    expect(running.rssBytes()).toBeGreaterThan(10_000_000);
    await running.stop();
    expect(readFileSync(logFile, 'utf8')).toMatch(/starting as good\ndrained\n$/);
    expect(exits).toEqual([]);
  });

  it('comes back on the same port after a crash and after a restart', async () => {
    const running = await start('good');
    const first = running.pid;
    await running.kill();
    await running.restart();
    const second = running.pid;
    await running.restart();
    expect(new Set([first, second, running.pid]).size).toBe(3);
    expect((await fetch(running.url)).status).toBe(200);
    expect(exits).toEqual([]);
  });

  it('shows the last answer of /health/ready when it stays unready', async () => {
    await expect(start('unready', { readyTimeoutMs: 1500 })).rejects.toMatchObject({
      code: 'part-not-ready',
      message: expect.stringMatching(
        /^miniature did not start: after 1\.5 s: .*\/health\/ready answers 503 {"kafka":"unready"}/,
      ) as string,
    });
  });

  it('shows the end of the log at once when it ends before it is ready', async () => {
    await expect(start('broken')).rejects.toThrow(
      /it ended \(exit code 1\)[^]*service\.log:[^]*Error: DATABASE_URL is not set/,
    );
    expect(exits).toEqual([]);
  });

  it('reports an end that nobody asked for', async () => {
    const reported = new Promise<Exit>((resolve) => {
      void start('good', { onUnexpectedExit: resolve }).then(({ url }) => fetch(`${url}/end`).catch(() => undefined));
    });
    expect(await reported).toEqual({ code: 7, signal: null, asked: false });
  });

  it('is killed when it does not end in time', async () => {
    const running = await start('deaf', { graceMs: 300 });
    await running.stop();
    expect(() => process.kill(running.pid, 0)).toThrow('ESRCH');
  });
});

test('a program is not started for a process that has ended meanwhile', () => {
  const [command, args] = tiedToParent('echo', ['started'], 'SIGTERM');
  expect(spawnSync(command, args, { encoding: 'utf8' }).stdout).toBe('started\n');
  const byAnother = spawnSync('sh', ['-c', '"$@" & wait', 'sh', command, ...args], { encoding: 'utf8' });
  // Only Linux can do it.
  expect(byAnother.stdout).toBe(command === 'setpriv' ? '' : 'started\n');
});
