import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalService, type RunningStack, freePort, startService } from '@stopsms/local-stack';
import type { PlannedFault } from './fault-plan';
import { Inflictor } from './inflict';
import { Operator } from './operator';

const SCRIPT = `
require('node:http').createServer((_, response) => response.end('{}')).listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;

const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-inflict-'));
let part: LocalService;
beforeAll(async () => {
  const [script, port] = [join(dir, 'service.js'), await freePort()];
  writeFileSync(script, SCRIPT);
  const env = { PORT: String(port) };
  part = await startService({ name: 'dispatcher', script, env, port, logFile: join(dir, 'service.log') });
});
afterAll(async () => {
  await part.kill();
  rmSync(dir, { recursive: true, force: true });
});

test('the rest of a plan ends with a run that has failed, and brings no part back', async () => {
  const stack = { replicas: [part], brokers: [], postgres: part, kafka: { bootstrap: '127.0.0.1:1' } };
  const inflictor = new Inflictor(stack as unknown as RunningStack, new Operator('http://127.0.0.1:1'));
  const killed: PlannedFault = { atMs: 0, fault: { kind: 'kill', part: 'dispatcher', downMs: 600_000 } };
  const later: PlannedFault = { atMs: 600_000, fault: { kind: 'restart', part: 'dispatcher' } };
  const begun: string[] = [];
  const run = inflictor.run([killed, later], ({ kind }) => void begun.push(kind));
  const outcome = expect(run).rejects.toThrow('aborted');
  while (part.isRunning) await new Promise((resolve) => setTimeout(resolve, 20));
  await inflictor.abandon();
  await outcome;
  expect(begun).toEqual(['kill']);
  expect(part.isRunning).toBe(false);
});
