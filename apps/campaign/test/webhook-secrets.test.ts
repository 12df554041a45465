// What is real: the campaign service, its database and the topic by which notification learns the secrets.
import { randomBytes } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import { type Advertiser, advertisers, webhookSecretContext } from '@stopsms/contracts';
import { SecretSeal } from '@stopsms/kernel';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from './bed';

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test-of-webhooks';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const alice = bearer(OPERATOR);
const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

interface Made {
  id: string;
  secret: string;
  key: string;
}

let bed: Bed;
let published: Seen<Advertiser>[];
let lorane: string;
let path: string;

beforeAll(async () => {
  bed = await Bed.make({ OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}`, WEBHOOK_SECRETS_KEY: first });
  published = await bed.collect<Advertiser>(advertisers);
  lorane = await advertiser('Lorane');
  path = `/v1/advertisers/${lorane}/webhook-secrets`;
});
afterAll(() => bed?.end());

async function advertiser(name: string): Promise<string> {
  const account = { name, legalName: `${name} SAS`, sender: name, shortCode: '36180', country: 'FR' };
  return (await bed.post<Made>('/v1/advertisers', account, alice)).body.id;
}

/** Secrets that notification would sign with. */
const opened = (key: string) => {
  const sealed = published.filter(({ key: id }) => id === lorane).at(-1)?.value.webhookSecrets ?? [];
  return sealed.map((each) => new SecretSeal(key).open(each.sealed, webhookSecretContext(lorane, each.id)));
};
const retire = (id: string) => bed.send('DELETE', `${path}/${id}`, undefined, alice);
const code = ({ body }: { body: unknown }) => (body as { code?: string }).code;

test('a secret is shown once, rotated with two in use, and stored and published encrypted only', async () => {
  const [old, next] = [await bed.post<Made>(path, undefined, alice), await bed.post<Made>(path, undefined, alice)];
  expect([old.status, next.status]).toEqual([201, 201]);
  expect(old.body).toMatchObject({ state: 'valid', createdBy: 'alice', retiredAt: null });
  for (const { body } of [old, next]) expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const third = await bed.post(path, undefined, alice);
  expect([third.status, third.body['code']]).toEqual([409, 'too-many-webhook-secrets']);
  await eventually('both are published', () => {
    expect(opened(first)).toEqual([old.body.secret, next.body.secret]);
    return true;
  });

  const retired = await retire(old.body.id);
  expect(retired.body).toMatchObject({ state: 'retired', retiredBy: 'alice' });
  expect((await retire(old.body.id)).body).toEqual(retired.body);
  await eventually('only the new one is published', () => {
    expect(opened(first)).toEqual([next.body.secret]);
    return true;
  });
  const listed = await bed.send<{ items: { state: string }[] }>('GET', path, undefined, alice);
  expect(listed.body.items.map(({ state }) => state)).toEqual(['valid', 'retired']);
  const rows = await bed.sql<{ sealed: string | null }>('SELECT * FROM webhook_secret ORDER BY id');
  expect(rows[0]?.sealed).toBeNull();
  const everything = JSON.stringify([listed.body, published.map(({ value }) => value), rows]);
  for (const { body } of [old, next]) expect(everything).not.toContain(body.secret.slice('whsec_'.length));
});

test('only operators create secrets; an advertiser’s key lists its own without the secrets', async () => {
  const bricolis = await advertiser('Bricolis');
  const { body } = await bed.post<Made>(`/v1/advertisers/${lorane}/keys`, { name: 'crm' }, alice);
  const own = bearer(body.key);
  expect(code(await bed.post(path, undefined, own))).toBe('operators-only');
  expect(code(await bed.send('DELETE', `${path}/${lorane}`, undefined, own))).toBe('operators-only');
  const theirs = `/v1/advertisers/${bricolis}/webhook-secrets`;
  expect(code(await bed.send('GET', theirs, undefined, own))).toBe('not-yours');
  expect(JSON.stringify((await bed.send('GET', path, undefined, own)).body)).not.toContain('whsec_');
  // Another's secret is not found under an advertiser that is not its own.
  const [mine] = (await bed.send<{ items: Made[] }>('GET', path, undefined, alice)).body.items;
  expect((await bed.send('DELETE', `${theirs}/${mine?.id}`, undefined, alice)).status).toBe(404);
});

/** Makes whoever asks for this table wait. @returns cuts the connection of whoever waits, then lets it be read */
async function heldBack(table: string): Promise<() => Promise<void>> {
  const holder = await bed.session();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table}`);
  return async () => {
    await eventually(`${table} is asked for`, async () => {
      const cut = `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE NOT l.granted AND l.relation = '${table}'::regclass AND d.datname = current_database()`;
      return (await holder.query(cut)).rowCount;
    });
    await holder.end();
  };
}

test('a start with both sealing keys re-encrypts old secrets, even if the database fails meanwhile', async () => {
  const before = opened(first);
  expect(before).toHaveLength(1);
  await bed.service.close();
  const [generation, secrets] = [await heldBack('recipient_generation'), await heldBack('webhook_secret')];
  const started = bed.startReady({ WEBHOOK_SECRETS_KEY: `${second},${first}` });
  await generation();
  await secrets();
  bed.service = await started;
  await eventually('the new key opens it', () => {
    expect(opened(second)).toEqual(before);
    return true;
  });
  expect(opened(first)).toEqual([undefined]);
});

test('creates no secret without the sealing key, and accepts no webhook without TLS in production mode', async () => {
  await bed.service.close();
  bed.service = await bed.startReady({
    STOPSMS_MODE: 'production',
    ALLOW_PLAIN_KAFKA: 'true',
    ALLOW_PLAIN_POSTGRES: 'true',
    WEBHOOK_SECRETS_KEY: '',
  });
  const refused = await bed.post(path, undefined, alice);
  expect([refused.status, refused.body['code']]).toEqual([503, 'webhook-secrets-key-missing']);
  const change = (webhookUrl: string) =>
    bed.send('PATCH', `/v1/advertisers/${lorane}`, JSON.stringify({ webhookUrl }), {
      ...alice,
      'content-type': 'application/json',
    });
  const plain = await change('http://lorane.example/stopsms');
  expect([plain.status, JSON.stringify(plain.body)]).toEqual([
    400,
    expect.stringContaining('webhookUrl must be https'),
  ]);
  expect((await change('https://lorane.example/stopsms')).status).toBe(200);
});
