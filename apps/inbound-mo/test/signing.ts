import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { post } from './bed';

export const ACCOUNT = { host: '127.0.0.1', port: 1, systemId: 'acme', passwordFrom: 'GATE_PASSWORD' };

/** Secrets of `signed-gate`. */
export const SECRETS = { now: 'fa7c1f60c2a94b1d8e5537d2b6a0149e', next: '0c93e7b54d1a4f2c96b8a1e7d05f3c82' };

/** Token of `smsgate`. */
export const TOKEN = 'b6c1d07f3a5e4c8895f2e0a71d3b6c94';
export const BEARER = { authorization: `Bearer ${TOKEN}` };

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-signing-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `signed-gate` signs its webhooks, `smsgate` bears a token. @param more - other providers */
export function webhookProviders(more: object[] = []): NodeJS.ProcessEnv {
  const path = join(folder, `${randomUUID()}.json`);
  const gate = { ...ACCOUNT, receiver: 'none', codes: ['*'] };
  const providers = [
    { ...gate, name: 'signed-gate', webhook: { secretsFrom: ['GATE_SECRET', 'GATE_SECRET_NEXT'] } },
    { ...gate, name: 'smsgate', webhook: { tokensFrom: ['GATE_TOKEN'] } },
    ...more,
  ];
  writeFileSync(path, JSON.stringify({ providers }));
  return {
    ...{ PROVIDERS_FILE: path, GATE_PASSWORD: 'Tq7zK2fB', GATE_TOKEN: TOKEN },
    ...{ GATE_SECRET: SECRETS.now, GATE_SECRET_NEXT: SECRETS.next },
  };
}

/** @param at - epoch ms of the sender's clock */
export function signature(body: string, secret = SECRETS.now, at = Date.now()) {
  const seconds = Math.floor(at / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return { 'stopsms-signature': `t=${seconds},v1=${digest}` };
}

export function postSigned(serviceUrl: string, route: 'mo' | 'receipts', body: object): Promise<Response> {
  const text = JSON.stringify(body);
  return post(`${serviceUrl}/v1/providers/signed-gate/${route}`, text, signature(text));
}
