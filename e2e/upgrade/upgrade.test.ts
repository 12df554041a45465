import { readFileSync, rmSync } from 'node:fs';
import { DATABASE, type RunningStack, freeStackConfiguration, startStack } from '@stopsms/local-stack';
import { inbox } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import { Client } from 'pg';
import { schemaSnapshot } from '../../tools/generate/src/statements/schema-snapshot';
import { type ProofDocument, verifyProof } from '../verify-proof';
import { SCHEMAS, earlierProofs, earlierStory, layEarlierData } from './earlier-data';

jest.setTimeout(600_000);

/** Half an hour after the data was made: 11:30 in Paris, a Monday. */
const CLOCK = '2026-11-30T10:30:00Z';
const story = earlierStory();

let dir: string;
let stack: RunningStack;

beforeAll(async () => {
  const configuration = await freeStackConfiguration();
  dir = await layEarlierData(configuration.ports);
  const lines: string[] = [];
  stack = await startStack({
    ...{ dir, ...configuration, clock: `${CLOCK}@${new Date().toISOString()}` },
    env: { SEAL_EVERY_MS: '2000' },
    log: (line) => void lines.push(line),
  }).catch((error: unknown) => {
    process.stdout.write(`${lines.join('\n')}\n`);
    throw error;
  });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(dir, { recursive: true, force: true });
});

type Json = Record<string, never>;

const url = (service: keyof RunningStack['services'], path: string) => `${stack.services[service].url}${path}`;
const get = async <T>(service: keyof RunningStack['services'], path: string): Promise<T> =>
  (await (await fetch(url(service, path))).json()) as T;

async function post<T>(service: keyof RunningStack['services'], path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url(service, path), { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}

async function ask(to: string): Promise<string> {
  const message = {
    advertiserId: story.brisane,
    category: 'marketing',
    to,
    text: 'Brisane : -20%.',
    mention: 'insert',
  };
  return (await post<{ id: string }>('campaign', '/v1/messages', message)).id;
}

const settled = (id: string): Promise<string> =>
  eventually(`message ${id} is settled`, async () => {
    const { state } = await get<{ state: string }>('campaign', `/v1/messages/${id}`);
    return ['refused', 'blocked', 'delivered', 'failed'].includes(state) ? state : undefined;
  });

test.each(SCHEMAS)('the upgraded schema of %s is that of an empty database', async (schema) => {
  const service = schema.replace('_', '-');
  const address = new URL(stack.postgres.superuserUrl);
  address.pathname = `/${DATABASE}`;
  const client = new Client(address.href);
  await client.connect();
  try {
    await client.query(`SET search_path = ${schema}`);
    expect(await schemaSnapshot(client, service)).toBe(readFileSync(`apps/${service}/schema.sql`, 'utf8'));
  } finally {
    await client.end();
  }
});

test('the data opens: campaigns with their messages, contacts, and a held message', async () => {
  const campaign = await get<Json>('campaign', `/v1/campaigns/${story.campaigns.campaign}`);
  expect(campaign).toMatchObject({ counts: { recipients: 955, cleared: 930, delivered: 930, refused: 20 } });
  expect(await get('campaign', `/v1/campaigns/${story.campaigns.draft}`)).toMatchObject({ state: 'draft' });
  expect(await get('campaign', `/v1/campaigns/${story.campaigns.scheduled}`)).toMatchObject({ state: 'scheduled' });
  const contacts = await get<{ items: unknown[] }>('campaign', `/v1/address-books/${story.book}/contacts?limit=200`);
  expect(contacts.items).toHaveLength(200);
  expect(await get('campaign', `/v1/messages/${story.messages.held}`)).toMatchObject({ state: 'held' });
});

test('opt-outs hold: adverts to them are refused, and others are delivered', async () => {
  for (const phone of [story.stop, story.erased]) {
    const why = await post('suppression', '/v1/why-blocked', { phone, advertiserId: story.brisane });
    expect(why).toMatchObject({ blocked: true });
    expect(['refused', 'blocked']).toContain(await settled(await ask(phone)));
    expect(await inbox(stack, phone)).toEqual([]);
  }
  expect(await settled(await ask('+33639985010'))).toBe('delivered');
});

test('a reply that waited for a person holds adverts from the upgrade on', async () => {
  const { items } = await get<{ items: Json[] }>('inbound-mo', '/v1/unclassified-replies');
  expect(items).toMatchObject([{ state: 'open', asksFor: 'stop' }]);
  const quarantines = await get<{ items: Json[] }>('inbound-mo', '/v1/quarantines');
  expect(quarantines.items).toMatchObject([{ why: 'undecided' }]);
});

test('proofs that were downloaded verify, and so do those of the same messages now', async () => {
  const keys = await get<object>('compliance', '/v1/proof-keys');
  for (const proof of earlierProofs()) {
    const head = proof.seals.at(-1)?.head ?? '';
    const then = await verifyProof(proof, { head });
    expect(then).toEqual({ code: 0, said: expect.stringContaining('is unaltered since your head was noted') });
    const today = await get<ProofDocument>('compliance', `/v1/messages/${proof.messageId}/proof`);
    expect(today.sealing.state).toBe('sealed');
    expect(today.seals).toEqual(proof.seals);
    expect(await verifyProof(today, { head, keys })).toEqual({ code: 0, said: expect.any(String) });
    const forged = { ...today, request: { ...today.request, region: 'BE' } };
    expect((await verifyProof(forged, { head, keys })).code).toBe(1);
  }
});
