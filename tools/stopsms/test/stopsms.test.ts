import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clearedInformative,
  deadLetterOf,
  journal,
  messageStatus,
  optOuts,
  outcomesTopic,
  publisherTopic,
  replies,
  smsRequested,
} from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { admin, begin, end, giveUp, keysSent, onTopic, producer, recordsOf, routes, stopsms, stopsmsWith } from './bed';

beforeAll(begin);
afterAll(end);

describe('dead letters', () => {
  const [poison, failed] = [randomUUID(), randomUUID()];
  const secretText = 'Soldes chez ACME';

  test('are listed by cause, and one is shown without number and text', async () => {
    await giveUp(smsRequested, poison, JSON.stringify({ id: poison, to: '+33639980001', text: secretText }));
    await giveUp(smsRequested, failed, '{}', { dlq_code: 'handler-failed', dlq_reason: 'Error in compliance' });
    const { code, json } = await stopsms('dlq', 'list', '--json');
    expect({ code, rows: json<object[]>() }).toMatchObject({
      code: 0,
      rows: [
        { topic: smsRequested.name, waiting: 1, replayed: 0, code: 'malformed-record', offsets: '0' },
        { topic: smsRequested.name, waiting: 1, replayed: 0, code: 'handler-failed', offsets: '1' },
      ],
    });
    const hidden = await stopsms('dlq', 'list', smsRequested.name, '--show', '0');
    expect(hidden.said).toContain(poison);
    expect(hidden.said).not.toMatch(/63998|Soldes/);
    const shown = await stopsms('dlq', 'list', smsRequested.name, '--show', '0', '--reveal');
    expect(shown.said).toContain(secretText);
  });

  test('are replayed to their origin without their dlq headers, once, and only the selected ones', async () => {
    expect(await stopsms('dlq', 'replay', smsRequested.name)).toMatchObject({
      code: 2,
      noted: expect.stringContaining('Add --yes'),
    });
    expect(await stopsms('dlq', 'replay', smsRequested.name, '--dry-run')).toMatchObject({
      code: 0,
      said: expect.stringContaining('2 records would go'),
    });
    expect(await onTopic(smsRequested)).toEqual([]);
    const only = ['dlq', 'replay', smsRequested.name, '--yes', '--json', '--only', 'malformed-record'];
    expect((await stopsms(...only)).json()).toMatchObject({ replayed: 1, before: 0 });
    expect((await stopsms(...only)).json()).toMatchObject({ wouldReplay: 0, before: 1 });
    expect(await onTopic(smsRequested)).toEqual([[7, 1]]);
    expect((await stopsms('dlq', 'replay', smsRequested.name, '--yes', '--json')).json()).toMatchObject({
      replayed: 1,
      before: 1,
    });
    expect(await onTopic(smsRequested)).toEqual([[7, 2]]);
    const [first] = await recordsOf(smsRequested, 2);
    expect(first).toMatchObject({ key: poison, headers: { replayed_from: 'sms.requested.v1.dlq@0' } });
    expect(Object.keys(first?.headers ?? {}).sort()).toEqual(['replayed_from', 'traceparent']);
  });

  test('of a topic that keeps the last state of each key are never replayed', async () => {
    const { code, noted } = await stopsms('dlq', 'replay', optOuts.name, '--yes');
    expect({ code, noted }).toEqual({
      code: 2,
      noted: expect.stringMatching(/would replace a newer one\. Use `stopsms republish`/),
    });
  });

  test('that the dispatcher journalled are not sent to the operator a second time', async () => {
    const [known, published, unknown] = [randomUUID(), randomUUID(), randomUUID()];
    await producer.send({
      topic: journal.name,
      messages: [{ key: 'k', value: JSON.stringify({ messageId: known, attempt: 1, event: 'begun' }) }],
    });
    await producer.send({
      topic: messageStatus.name,
      messages: [{ key: 'k', value: JSON.stringify({ messageId: published, attempt: 1, status: 'submitted' }) }],
    });
    for (const messageId of [known, published, unknown]) {
      await giveUp(clearedInformative, 'k', JSON.stringify({ messageId, attempt: 1 }), { dlq_service: 'dispatcher' });
    }
    const { json } = await stopsms('dlq', 'replay', clearedInformative.name, '--yes', '--json');
    expect(json()).toMatchObject({ replayed: 1, inJournal: 2 });
    const [sent] = await recordsOf(clearedInformative, 1);
    expect(JSON.parse(sent?.value ?? '')).toEqual({ messageId: unknown, attempt: 1 });
  });
});

describe('topics of publishers', () => {
  const shop = publisherTopic('shop');
  const withShop = { PUBLISHERS: `publishers: [{ name: shop, advertisers: '*' }]` };

  test('are missing until they are made, and their dead letters go back to them', async () => {
    expect(await stopsmsWith(withShop, 'topics', 'diff')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/sms\.requested\.v1\.shop +missing/),
    });
    expect(await stopsmsWith(withShop, 'topics', 'create')).toMatchObject({ code: 0 });
    expect(await admin.listTopics()).toContain(outcomesTopic('shop').name);
    await eventually('they are made', async () => (await stopsmsWith(withShop, 'topics', 'diff')).code === 0);
    const id = randomUUID();
    await giveUp(shop, id, '{}');
    const replayed = await stopsmsWith(withShop, 'dlq', 'replay', shop.name, '--yes', '--json');
    expect(replayed.json()).toMatchObject({ topic: shop.name, replayed: 1 });
    expect(await recordsOf(shop, 1)).toMatchObject([{ key: id }]);
  });

  test('are behind as others are', async () => {
    const groupId = `stopsms.compliance.${smsRequested.name}`;
    await admin.setOffsets({ groupId, topic: shop.name, partitions: [{ partition: 7, offset: '0' }] });
    const { json } = await stopsmsWith(withShop, 'lag', '--json');
    const row = expect.objectContaining({ group: groupId, topic: shop.name, lag: 1 });
    expect(json()).toEqual(expect.arrayContaining([row]));
  });

  test('are extra without the list of publishers, and a faulty list is reported in one line', async () => {
    const { json } = await stopsms('topics', 'diff', '--json');
    expect(json()).toEqual(expect.arrayContaining([expect.objectContaining({ topic: shop.name, what: 'extra' })]));
    expect(await stopsmsWith({ PUBLISHERS: 'publishers: shop' }, 'topics', 'diff')).toMatchObject({
      code: 2,
      noted: 'PUBLISHERS is wrong: publishers is no list',
    });
    await admin.deleteTopics({ topics: [shop.name, deadLetterOf(shop.name), outcomesTopic('shop').name] });
  });
});

test('topics diff names what is missing, extra or of another shape, and create makes what is missing', async () => {
  // A busy broker lists what the test before took away for a moment more.
  await eventually('topics are as they were', async () => {
    expect(await stopsms('topics', 'diff')).toMatchObject({ code: 0, said: 'Every topic is as the topology says.' });
    return true;
  });
  await admin.deleteTopics({ topics: [replies.name] });
  await admin.createTopics({
    waitForLeaders: false,
    topics: [
      { topic: 'inbound-mo.replies.v9', numPartitions: 1 },
      { topic: 'somebody.elses', numPartitions: 1 },
    ],
  });
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: 2, name: optOuts.name, configEntries: [{ name: 'cleanup.policy', value: 'delete' }] }],
  });
  // A busy broker shows a change a moment later.
  await eventually('topics diff names them', async () => {
    const { code, json } = await stopsms('topics', 'diff', '--json');
    const found = json<{ topic: string; what: string }[]>().map(({ topic, what }) => `${topic} ${what}`);
    const wanted = [`${replies.name} missing`, 'inbound-mo.replies.v9 extra', `${optOuts.name} cleanup.policy`];
    expect({ code, found }).toEqual({ code: 1, found: expect.arrayContaining(wanted) });
    expect(found.join()).not.toContain('somebody.elses');
    return true;
  });
  expect((await stopsms('topics', 'diff', '--replication', '3')).said).toMatch(/replication +3 +1/);
  // Refused because of the policy, as a service would, with what is missing made all the same.
  expect(await stopsms('topics', 'create')).toMatchObject({
    code: 3,
    noted: expect.stringContaining('cleanup.policy delete, compact is needed'),
  });
  await eventually('the missing topic is there again', async () => (await admin.listTopics()).includes(replies.name));
});

test('lag counts records that a group has not handled', async () => {
  await admin.setOffsets({
    groupId: `stopsms.compliance.${smsRequested.name}`,
    topic: smsRequested.name,
    partitions: [{ partition: 7, offset: '1' }],
  });
  const { json } = await stopsms('lag', '--json');
  expect(json()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        group: 'stopsms.compliance.sms.requested.v1',
        topic: smsRequested.name,
        lag: 1,
        worst: 1,
      }),
    ]),
  );
});

test('status reports red parts and the reason, with the operator’s key', async () => {
  routes.set('/health/ready', { status: 200, body: { details: { kafka: { status: 'up' } } } });
  expect(await stopsms('status')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/suppression +\S+ +ready +kafka/),
  });
  routes.set('/health/ready', {
    status: 503,
    body: { details: { outbox: { status: 'down', message: 'outbox waits' } } },
  });
  expect(await stopsms('status')).toMatchObject({ code: 1, said: expect.stringContaining('outbox: outbox waits') });
  expect(keysSent.at(-1)).toBe('Bearer an-operators-key');
});

test('view shows the lag of each dispatcher, and why adverts wait', async () => {
  routes.set('/v1/view', {
    status: 200,
    body: { ready: false, entries: 2, bytes: 9, problem: 'no canary', offsets: {} },
  });
  const { code, json } = await stopsms('view', '--json');
  expect({ code, views: json() }).toMatchObject({
    code: 1,
    views: [{ ready: false, problem: 'no canary', behind: 0 }],
  });
});

test('export-names writes the file that verify-export compares, and reports invalid numbers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-names-'));
  const file = (text: string) => {
    writeFileSync(join(folder, 'numbers.csv'), text);
    return ['export-names', '--advertiser', 'x', '--numbers', join(folder, 'numbers.csv')];
  };
  const names = [{ phone: '+33639980001', recipientKey: 'k' }];
  routes.set('/v1/opt-outs/export-names', { status: 200, body: { advertiserId: 'x', secretDigest: 'd', names } });
  expect((await stopsms(...file('\ufeffphone;name\r\n"+33639980001";A\r\n'))).said).toBe(
    '{"kind":"header","format":"stopsms-export-names/1","advertiserId":"x","secretDigest":"d"}{"phone":"+33639980001","recipientKey":"k"}',
  );
  expect(await stopsms(...file('phone\n0639980001\n'))).toMatchObject({
    code: 2,
    noted: expect.stringContaining('line 2 is not in E.164'),
  });
  expect(await stopsms(...file('phone\n'))).toMatchObject({
    code: 2,
    noted: expect.stringContaining('contains no number'),
  });
  rmSync(folder, { recursive: true });
  expect(await stopsms('export-names', '--advertiser', 'x', '--numbers', join(folder, 'gone'))).toMatchObject({
    code: 2,
    noted: expect.stringContaining('cannot be read'),
  });
});

test('prove-campaign writes a proof per line, and lists unsealed and missing ones', async () => {
  routes.set('/v1/campaigns/c1', { status: 200, body: { advertiserId: 'x' } });
  routes.set('/v1/campaigns/c1/messages', { status: 200, body: { items: [{ id: 'm1' }, { id: 'm2' }] } });
  const proof = (messageId: string, state: string) => ({ messageId, sealing: { state } });
  const proofs = (...items: object[]) => routes.set('/v1/proofs', { status: 200, body: { items, missing: [] } });
  proofs(proof('m1', 'sealed'), proof('m2', 'sealed'));
  const whole = await stopsms('prove-campaign', 'c1');
  expect(whole).toMatchObject({ code: 0, noted: '2 proofs.' });
  expect(whole.said).toBe(JSON.stringify(proof('m1', 'sealed')) + JSON.stringify(proof('m2', 'sealed')));
  proofs(proof('m1', 'partly'));
  expect(await stopsms('prove-campaign', 'c1')).toMatchObject({
    code: 1,
    noted: expect.stringContaining('1 of them are not wholly sealed yet'),
  });
  routes.set('/v1/proofs', { status: 200, body: { items: [], missing: ['m1', 'm2'] } });
  expect(await stopsms('prove-campaign', 'c1')).toMatchObject({
    code: 1,
    noted: expect.stringContaining('2 messages have no proof'),
  });
});

test('prove-campaign writes the keys by which the proofs are checked, where a file is named', async () => {
  routes.set('/v1/campaigns/c1', { status: 200, body: { advertiserId: 'x' } });
  routes.set('/v1/campaigns/c1/messages', { status: 200, body: { items: [] } });
  const keys = { items: [{ keyId: 'k' }] };
  routes.set('/v1/proof-keys', { status: 200, body: keys });
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const file = join(folder, 'proof-keys.json');
  expect(await stopsms('prove-campaign', 'c1', '--keys', file)).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(keys);
  expect(await stopsms('prove-campaign', 'c1', '--keys', folder)).toMatchObject({
    code: 2,
    noted: expect.stringContaining('cannot be written: EISDIR'),
  });
  rmSync(folder, { recursive: true });
});

test('prove-campaign asks again for a page that a service could not answer', async () => {
  routes.set('/v1/campaigns/c2', { status: 200, body: { advertiserId: 'x' } });
  routes.set('/v1/campaigns/c2/messages', { status: 200, body: { items: [{ id: 'm1' }] } });
  const proof = { messageId: 'm1', sealing: { state: 'sealed' } };
  routes.set('/v1/proofs', { status: 503, body: { detail: 'The database is away.' } });
  const proving = stopsms('prove-campaign', 'c2');
  setTimeout(() => routes.set('/v1/proofs', { status: 200, body: { items: [proof], missing: [] } }), 500);
  expect(await proving).toMatchObject({ code: 0, said: JSON.stringify(proof), noted: '1 proofs.' });
});

describe('change-secret', () => {
  const keysOf = (generation: number, newest: number, canary = 'c') =>
    routes.set('/v1/recipient-generation', { status: 200, body: { generation, newest, canary } });

  test('is refused without a next secret or a name', async () => {
    keysOf(0, 0);
    expect(await stopsms('change-secret', '--by', 'anne', '--yes')).toMatchObject({
      code: 2,
      noted: expect.stringContaining('No service has a next secret'),
    });
    keysOf(0, 1);
    expect(await stopsms('change-secret', '--yes')).toMatchObject({ code: 2, noted: expect.stringContaining('--by') });
    expect(await stopsms('change-secret', '--by', 'anne')).toMatchObject({
      code: 2,
      noted: expect.stringContaining('--yes'),
    });
  });

  test('follows each service to its end, suppression last and until its list is written', async () => {
    keysOf(1, 1);
    routes.set('/v1/opt-outs/republish', { status: 200, body: { state: 'under-way', optOuts: 7 } });
    const running = stopsms('change-secret', '--by', 'anne', '--yes');
    setTimeout(() => routes.set('/v1/opt-outs/republish', { status: 200, body: { state: 'finished' } }), 1_500);
    expect(await running).toMatchObject({
      code: 0,
      said: 'Every recipient key is of generation 1.',
      noted: expect.stringMatching(
        /campaign done.*compliance done.*suppression writes the list again: 7.*suppression done/s,
      ),
    });
  });
});

test('why-blocked prints the explanation of suppression, and its refusals', async () => {
  routes.set('/v1/why-blocked', {
    status: 200,
    body: { blocked: true, explanation: 'STOP on Monday.', lift: 'START' },
  });
  const args = ['why-blocked', '+33639980001', '--advertiser', 'x'];
  expect((await stopsms(...args)).said).toBe('Blocked.\nSTOP on Monday.\nWhat would lift it: START');
  routes.set('/v1/why-blocked', { status: 401, body: { detail: 'No key.' } });
  expect(await stopsms(...args)).toMatchObject({
    code: 2,
    noted: 'suppression: No key. Set STOPSMS_KEY to an operator’s key.',
  });
});

test('why-blocked returns an error for an advertiser that does not exist', async () => {
  routes.set('/v1/why-blocked', { status: 404, body: { detail: 'There is no advertiser with id Lorrane.' } });
  expect(await stopsms('why-blocked', '+33639980001', '--advertiser', 'Lorrane')).toMatchObject({
    ...{ code: 2, said: '' },
    noted: 'suppression: There is no advertiser with id Lorrane.',
  });
});

test('wrong usage is reported in one line', async () => {
  expect(await stopsms('dlq', 'list', 'nope')).toMatchObject({
    code: 2,
    noted: expect.stringMatching(/^nope is no topic/),
  });
  expect(await stopsms('why-blocked', '1')).toMatchObject({ code: 2, noted: expect.stringContaining('--advertiser') });
});
