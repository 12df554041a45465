// Two publishers, each with a topic of its own: what each may ask for, and what it cannot do to the other's messages. That the
// broker lets nobody write another's topic is shown by secure-publishers.test.ts.
import { randomUUID } from 'node:crypto';
import { campaignControls, deadLetterOf, publisherTopic, verdicts } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { BRICOLIS, DAY, LORANE, NOW, REMINDER, requestOf } from '../fixtures';
import { storedFacts } from '../evidence/stored-facts';

const [shop, garden] = [publisherTopic('shop'), publisherTopic('garden')];
const PUBLISHERS = JSON.stringify({
  publishers: [
    { name: 'shop', advertisers: [LORANE.id] },
    { name: 'garden', advertisers: [BRICOLIS.id] },
  ],
});
const informative = { category: 'informative' as const, text: REMINDER };
const ofBricolis = { ...informative, advertiserId: BRICOLIS.id };
const REFUSED = { verdict: 'refused', code: 'PUBLISHER_NOT_ALLOWED', publisher: 'garden' };

const LATER = new Date(NOW + 2 * DAY).toISOString();

let bed: Bed;
let deadLetters: Seen[];
beforeAll(async () => {
  bed = await Bed.madeWith({ PUBLISHERS });
  // Made by the service at its start.
  deadLetters = await bed.collect(deadLetterOf(garden.name));
});
afterAll(() => bed?.end());

const stored = (id: string) => storedFacts(bed, id);
/** Waits until all earlier requests of garden are decided or refused. */
const gardenIsKnown = async () => bed.firstCleared(await bed.ask(ofBricolis, garden));
const refusalsOfGarden = async () =>
  Number(
    /stopsms_compliance_publisher_refusals_total\{[^}]*publisher="garden"[^}]*\} (\d+)/.exec(await bed.metrics())?.[1],
  );

test('a publisher requests for its advertisers, on its own topic, like others', async () => {
  expect(await bed.firstCleared(await bed.ask(informative, shop))).toMatchObject({ advertiserId: LORANE.id });
  const id = randomUUID();
  await bed.ask({ ...informative, id }, shop);
  await bed.ask({ ...informative, id: id.toUpperCase() }, shop);
  await bed.firstCleared(id);
  expect(await bed.verdict(await bed.ask({ to: '+33639980701' }, shop))).toMatchObject({ code: 'CONSENT_MISSING' });
  expect(bed.verdictsOf(id)).toHaveLength(1);
});

test('refuses a request for another advertiser with a verdict, counts it, and stores nothing', async () => {
  const before = await refusalsOfGarden();
  for (const advertiserId of [LORANE.id, LORANE.id.toUpperCase(), randomUUID()]) {
    const id = await bed.ask({ ...informative, advertiserId }, garden);
    expect(await bed.verdict(id)).toEqual({
      ...REFUSED,
      messageId: id,
      advertiserId: advertiserId.toLowerCase(),
      category: 'informative',
      recipientKey: null,
      detail: expect.stringContaining(`garden may not publish for advertiser ${advertiserId.toLowerCase()}.`),
      attempt: 1,
      at: expect.any(Number),
    });
    expect(bed.cleared(id)).toEqual([]);
    expect(await stored(id)).toEqual([]);
  }
  expect((await refusalsOfGarden()) - before).toBe(3);
  expect(await bed.metrics()).toMatch(/stopsms_compliance_publisher_refusals_total\{[^}]*publisher="shop"[^}]*\} 0/);
});

describe('the ID of another publisher’s message', () => {
  test('stays free after an earlier refused request', async () => {
    const id = await bed.ask(informative, garden);
    expect(await bed.verdict(id)).toMatchObject(REFUSED);
    await bed.ask({ ...informative, id }, shop);
    expect(await bed.firstCleared(id)).toMatchObject({ advertiserId: LORANE.id, text: REMINDER });
    expect(await bed.nth(id, 2)).toMatchObject({ verdict: 'cleared', advertiserId: LORANE.id });
  });

  test('does not affect the message that has it', async () => {
    const id = await bed.ask({ ...informative, notBefore: NOW + DAY }, shop);
    expect(await bed.verdict(id)).toMatchObject({ verdict: 'held' });
    const before = await stored(id);
    // Refused, and allowed for its own advertiser: the id belongs to the first message alone.
    await bed.ask({ ...informative, id, text: 'Another text of Lorane.' }, garden);
    await bed.ask({ ...ofBricolis, id }, garden);
    await eventually('the refusal is published', () => bed.verdictsOf(id).length === 2);
    await gardenIsKnown();
    expect(await stored(id)).toEqual(before);
    await bed.restart(new Date(NOW + DAY + 60_000).toISOString());
    expect(await bed.firstCleared(id)).toMatchObject({ advertiserId: LORANE.id, text: REMINDER });
    expect(bed.cleared(id)).toHaveLength(1);
  });

  test('does not fail allowed requests of its batch', async () => {
    const id = randomUUID();
    const records = [requestOf({ ...informative, id }), requestOf({ ...ofBricolis, id, to: '+33639980702' })];
    await bed.sendTo(
      garden,
      3,
      records.map((record) => ({ key: id, value: JSON.stringify(record) })),
    );
    expect(await bed.firstCleared(id)).toMatchObject({ advertiserId: BRICOLIS.id });
    await bed.nth(id, 2);
    expect(bed.verdictsOf(id).map(({ verdict, code }) => code ?? verdict)).toEqual([
      'PUBLISHER_NOT_ALLOWED',
      'cleared',
    ]);
  });
});

test('a repeated refusal has the same event ID', async () => {
  const id = await bed.ask(informative, garden);
  await bed.verdict(id);
  const published = () => bed.seen(verdicts.name).filter(({ key }) => key === id);
  const partition = partitionOf(garden, id);
  const admin = bed.kafkaClient.admin();
  await admin.connect();
  const groupId = 'stopsms.compliance.sms.requested.v1';
  await bed.restart(LATER, {}, async () => {
    await admin.setOffsets({ groupId, topic: garden.name, partitions: [{ partition, offset: '0' }] });
  });
  await admin.disconnect();
  await eventually('it is published again', () => published().length === 2);
  expect(published()[1]?.headers['ce_id']).toBe(published()[0]?.headers['ce_id']);
});

describe('the campaign of a request', () => {
  const run = async (advertiserId: string, state: 'running' | 'cancelled' = 'running') => {
    const campaignId = randomUUID();
    await bed.send(campaignControls, campaignId, { campaignId, advertiserId, state, at: NOW });
    await eventually('compliance knows it', async () => {
      const sql = 'SELECT 1 FROM campaign_control WHERE campaign_id = $1';
      return (await bed.sql(sql, [campaignId])).length === 1;
    });
    return campaignId;
  };
  const isRefused = async (id: string, publisher?: string) => {
    expect(await bed.verdict(id)).toMatchObject({
      ...{ verdict: 'refused', code: 'CAMPAIGN_NOT_YOURS', recipientKey: null },
      ...(publisher !== undefined && { publisher }),
    });
    expect(bed.verdictsOf(id)[0]).not.toHaveProperty('campaignId');
    expect(await stored(id)).toEqual([]);
  };

  test('must belong to its advertiser; another’s and an unknown one are refused alike, and the ID stays free', async () => {
    const [own, others, unknown] = [await run(BRICOLIS.id), await run(LORANE.id), randomUUID()];
    const details = [];
    for (const campaignId of [others, others.toUpperCase(), unknown]) {
      const id = await bed.ask({ ...ofBricolis, campaignId }, garden);
      await isRefused(id, 'garden');
      details.push(bed.verdictsOf(id)[0]?.detail?.replace(campaignId.toLowerCase(), '<id>'));
      await bed.ask({ ...ofBricolis, id, campaignId: own }, garden);
      expect(await bed.firstCleared(id)).toMatchObject({ advertiserId: BRICOLIS.id, campaignId: own });
    }
    expect(new Set(details).size).toBe(1);
  });

  test('of another advertiser is refused on campaign’s topic too; one just started is accepted', async () => {
    const others = await run(LORANE.id);
    await isRefused(await bed.ask({ ...ofBricolis, campaignId: others }));
    const started = randomUUID();
    expect(await bed.firstCleared(await bed.ask({ ...ofBricolis, campaignId: started }))).toMatchObject({
      campaignId: started,
    });
  });

  test('stays known after a restart, and is unknown once campaign deletes its control', async () => {
    const own = await run(BRICOLIS.id);
    await bed.restart(new Date(NOW + 2 * DAY + 60_000).toISOString());
    await bed.firstCleared(await bed.ask({ ...ofBricolis, campaignId: own }, garden));
    await bed.send(campaignControls, own, null);
    await eventually('compliance has forgotten it', async () => {
      return (await bed.sql('SELECT 1 FROM campaign_control WHERE campaign_id = $1', [own])).length === 0;
    });
    await isRefused(await bed.ask({ ...ofBricolis, campaignId: own }, garden), 'garden');
  });
});

test('dead-letters unreadable records on the publisher’s topic and counts them in its metrics', async () => {
  const key = randomUUID();
  await bed.sendTo(garden, 5, [{ key, value: '{"id": ' }]);
  const letter = await eventually('the dead letter', () => deadLetters.find((seen) => seen.key === key));
  expect(letter.headers).toMatchObject({ dlq_source_topic: garden.name, dlq_source_partition: '5' });
  const metrics = await bed.metrics();
  expect(metrics).toMatch(
    new RegExp(`stopsms_dead_letters_total\\{[^}]*topic="${garden.name}",code="malformed-record"[^}]*\\} 1`),
  );
  for (const topic of [shop.name, garden.name]) {
    expect(metrics).toMatch(new RegExp(`stopsms_dead_letters_total\\{[^}]*topic="${topic}",code="handler-failed"`));
    await eventually(`the lag of ${topic} is published`, async () =>
      new RegExp(
        `stopsms_consumer_lag_records\\{[^}]*group="stopsms.compliance.sms.requested.v1",topic="${topic}"[^}]*\\} \\d`,
      ).test(await bed.metrics()),
    );
  }
});

test('a publisher whose topic is full and blocked delays no other', async () => {
  const flood = Array.from({ length: 5_000 }, () => requestOf({ ...informative, to: 'nobody' }));
  const stuck = flood[0]?.id ?? '';
  // Who writes that row waits until we have made up our mind.
  const lock = await bed.session();
  await lock.query('BEGIN');
  await lock.query('INSERT INTO asked (message_id, day) VALUES ($1, now())', [stuck]);
  await bed.put(
    shop,
    flood.map((value) => ({ key: value.id, value })),
  );
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually('shop is blocked', async () => (await bed.sql(waiting)).length > 0);
  for (let n = 0; n < 3; n++) await bed.firstCleared(await bed.ask(ofBricolis, garden));
  expect(bed.verdictsOf(stuck)).toEqual([]);
  await lock.query('ROLLBACK');
  await lock.end();
  await eventually('the flood is decided too', () => flood.every(({ id }) => bed.verdictsOf(id).length === 1));
});

test('while replicas with different lists are replaced, requests of a new publisher wait for the last one', async () => {
  const kiosk = publisherTopic('kiosk');
  const list = JSON.parse(PUBLISHERS) as { publishers: object[] };
  const longer = { publishers: [...list.publishers, { name: 'kiosk', advertisers: [BRICOLIS.id] }] };
  // Beside the one of before, whose lists they are not.
  const clock = new Date(NOW + 2 * DAY + 3_600_000).toISOString();
  const later = await bed.startReady({ PUBLISHERS: JSON.stringify(longer), STOPSMS_CLOCK: clock });
  const asked = await Promise.all(Array.from({ length: 24 }, () => bed.ask(ofBricolis, kiosk)));
  await Promise.all(
    [bed.ask(ofBricolis, garden), bed.ask(informative, shop)].map(async (id) => bed.firstCleared(await id)),
  );
  await bed.stop();
  for (const id of asked) expect(await bed.firstCleared(id)).toMatchObject({ advertiserId: BRICOLIS.id });
  await later.close();
});
