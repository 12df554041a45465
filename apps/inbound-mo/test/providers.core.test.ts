import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '@stopsms/bootstrap';
import { moReceived, receipts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { inboundMo } from '../src/app.module';
import { Bed, newHandset, post, submitted } from './bed';
import { Operator } from './operator';
import { BEARER, TOKEN } from './signing';

let bed: Bed;
let second: Operator;
let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-providers-'));
  [bed, second] = await Promise.all([Bed.make(), Operator.start()]);
});
afterAll(async () => {
  await bed.end();
  await second.stop();
  rmSync(dir, { recursive: true });
});

function settings(providers: object[]): NodeJS.ProcessEnv {
  const path = join(dir, 'providers.json');
  writeFileSync(path, JSON.stringify({ providers }));
  return { PROVIDERS_FILE: path, OPERATOR_PASSWORD: 'secret', GATE_TOKEN: TOKEN };
}

const account = { host: '127.0.0.1', systemId: 'acme', passwordFrom: 'OPERATOR_PASSWORD', codes: ['*'] };
const hook = { port: 1, receiver: 'none', webhook: { tokensFrom: ['GATE_TOKEN'] } };

it('takes replies and receipts from every operator, and distinguishes them', async () => {
  const env = settings([
    { ...account, name: 'one', port: bed.operator.port },
    { ...account, name: 'two', port: second.port, receiver: 'transceiver' },
    { ...account, ...hook, name: 'by-webhook' },
  ]);
  const service = await bed.startReady(env);
  await eventually('both are bound', () => second.commands.some((command) => command.startsWith('bind_')));
  expect(second.commands).toContain('bind_transceiver');
  expect(bed.operator.commands).toContain('bind_receiver');

  const replies = await bed.values(moReceived);
  await bed.operator.mo({ from: newHandset(), to: '36180', text: 'STOP' });
  await second.mo({ from: newHandset(), to: '36180', text: 'STOP' });
  await eventually('both replies are published', () => replies.length === 2);
  expect(replies.map(({ provider }) => provider).sort()).toEqual(['one', 'two']);

  const settled = await bed.values(receipts);
  const acme = await bed.brand('Acme', ['36180']);
  const smscId = randomUUID();
  const [first, other] = ['one', 'two'].map((provider) =>
    submitted(newHandset(), acme, { provider, smscIds: [smscId] }),
  );
  if (!first || !other) throw new Error('There are two.');
  await bed.statuses([first, other]);
  await bed.operator.receipt(smscId, 'DELIVRD');
  await second.receipt(smscId, 'UNDELIV', '001');
  await eventually('both messages are settled', () => settled.length === 2);
  expect(settled).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ messageId: first.messageId, provider: 'one', outcome: 'delivered' }),
      expect.objectContaining({ messageId: other.messageId, provider: 'two', outcome: 'failed' }),
    ]),
  );

  await second.stop();
  await eventually('the loss is reported', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    return /operator_link_up\{[^}]*provider="two"[^}]*\} 0/.test(metrics);
  });
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  second = await Operator.start();
  await service.close();
});

it('joins receipts whose ids are written in another way than in the answer', async () => {
  const service = await bed.startReady(
    settings([
      { ...account, name: 'alike', port: bed.operator.port },
      { ...account, name: 'in-decimal', port: second.port, receiptId: 'decimal' },
      { ...account, ...hook, name: 'in-hex', receiptId: 'hex' },
    ]),
  );
  await eventually('both are bound', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    return metrics.match(/^stopsms_operator_link_up\{.+\} 1$/gm)?.length === 2;
  });
  const acme = await bed.brand('Acme', ['36180']);
  const sent = [
    { provider: 'alike', id: '00AF17' },
    { provider: 'alike', id: 'abc1' },
    { provider: 'alike', id: 'abc2' },
    { provider: 'in-decimal', id: '1F4A' },
    { provider: 'in-hex', id: '8010' },
  ].map(({ provider, id }) => submitted(newHandset(), acme, { provider, smscIds: [id] }));
  await bed.statuses(sent);
  const settled = await bed.values(receipts);
  await bed.operator.receipt('af17', 'DELIVRD');
  await bed.operator.receipt('000ABC1', 'DELIVRD');
  await bed.operator.deliver({
    ...{ esm_class: 4, source_addr: '33639980012', destination_addr: '36180' },
    short_message: Buffer.from('id:43970 stat:UNDELIV err:000'),
    receipted_message_id: 'ABC2',
    network_error_code: Buffer.from('030035', 'hex'),
  });
  await second.receipt('0008010', 'DELIVRD');
  await post(`${service.url}/v1/providers/in-hex/receipts`, { smscId: '1f4a', stat: 'DELIVRD' }, BEARER);
  const published = () => sent.map(({ messageId }) => settled.find((receipt) => receipt.messageId === messageId));
  await eventually('all are settled', () => published().every(Boolean));
  expect(published().map((receipt) => [receipt?.smscId, receipt?.outcome, receipt?.error])).toEqual([
    ['00AF17', 'delivered', undefined],
    ['abc1', 'delivered', undefined],
    ['abc2', 'failed', '53'],
    ['1F4A', 'delivered', undefined],
    ['8010', 'delivered', undefined],
  ]);
});

it('refuses to start with an invalid file, and reports all faults together', async () => {
  const env = { ...bed.env(), ...settings([{ ...account, name: 'One' }]), OPERATOR_PASSWORD: '', SWEEP_MS: 'soon' };
  const starting = startService(inboundMo, env, () => undefined);
  await expect(starting).rejects.toThrow(/PROVIDERS_FILE is wrong: providers\[0\]\.name: must be[^]*SWEEP_MS/);
});
