// From the day that the draft pack for the US names, made active as an operator would: one opt-out reaches all messages.
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advertisers, optOutKey, optOuts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed } from '../bed';
import { LORANE } from '../fixtures';
import { PACKS, rehashed } from '../rules/pack-drafts';

const [STOPPED, OTHER] = ['+12125550131', '+12125550132'];
const NUMBER = '+18335550123';
const BEFORE = '2027-01-20T17:00:00Z';
const AFTER = '2027-02-03T17:00:00Z';

let bed: Bed;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stopsms-revoke-all-'));
  cpSync(PACKS, folder, { recursive: true });
  change('us-2027.1.yaml', 'status: draft', 'status: active');
  change('us-2025.2.yaml', /^valid_from: .*$/m, 'valid_from: 2025-09-01T05:00:00Z\nvalid_to: 2027-01-31T05:00:00Z');
  bed = await Bed.madeWith({ RULE_PACKS_DIR: folder });
  const senders = [...(LORANE.senders ?? []), { country: 'US', sender: NUMBER }];
  await bed.send(advertisers, LORANE.id, { ...LORANE, codes: [...LORANE.codes, NUMBER], senders });
  const at = Date.parse('2027-01-10T17:00:00Z');
  const value = {
    state: 'out',
    scope: LORANE.id,
    episodeId: randomUUID(),
    at,
    source: 'sms',
    evidenceId: randomUUID(),
  };
  await bed.send(optOuts, optOutKey(keys.keyOf(STOPPED), LORANE.id), value);
  await eventually('the opt-out is known', async () => (await bed.sql('SELECT 1 FROM opt_out')).length > 0);
});
afterAll(async () => {
  await bed?.end();
  rmSync(folder, { recursive: true, force: true });
});

function change(name: string, from: string | RegExp, to: string): void {
  const file = join(folder, name);
  writeFileSync(file, rehashed(readFileSync(file, 'utf8').replace(from, to)));
}

const remind = async (to: string) => {
  const text = 'Lorane: your order 70214 is ready for collection until Saturday 7 pm.';
  return bed.verdict(await bed.ask({ to, text, category: 'informative', sender: NUMBER }));
};

test('until then a reminder is sent to a person who stopped the adverts', async () => {
  await bed.restart(BEFORE);
  expect(await remind(STOPPED)).toMatchObject({ verdict: 'cleared', pack: { id: 'US@2025.2' } });
});

test('from then on no reminder is sent to that person, and others get theirs', async () => {
  await bed.restart(AFTER);
  expect(await remind(STOPPED)).toMatchObject({ verdict: 'refused', code: 'OPTED_OUT', pack: { id: 'US@2027.1' } });
  expect(await remind(OTHER)).toMatchObject({ verdict: 'cleared' });
});
