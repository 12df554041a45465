import { randomUUID } from 'node:crypto';
import { type SmsRequested, smsRequested } from '@stopsms/contracts';
import { eventually, type Seen } from '@stopsms/testing';
import { Bed } from './bed';
import { bookOf, importCsv, msisdn, newAdvertiser, newBook } from './people';

const RECIPIENTS = 2_000;

let bed: Bed;
let advertiserId: string;
let requested: Seen<SmsRequested>[];

beforeAll(async () => {
  bed = await Bed.make({ CAMPAIGN_CHUNK: '50', CAMPAIGN_MESSAGES_UNDER_WAY: '50000' }, 'kafka', 'postgres');
  advertiserId = (await newAdvertiser(bed)).id;
  requested = await bed.collect<SmsRequested>(smsRequested);
});
afterAll(() => bed.end());

test.each([
  { it: 'PostgreSQL', part: () => bed.postgres },
  { it: 'Kafka', part: () => bed.kafka },
])('a campaign loses no message when $it is killed half way through', async ({ part }) => {
  const addressBookId = await bookOf(bed, advertiserId, 0, RECIPIENTS);
  const campaign = { advertiserId, addressBookId, category: 'marketing', text: 'STOP 36180' };
  const { id } = (await bed.launch<{ id: string }>(campaign)).body;
  const requestedIds = () => new Set(requested.flatMap(({ value }) => (value.campaignId === id ? [value.id] : [])));
  await eventually('some are requested', () => requestedIds().size > 100, { everyMs: 5 });
  await part().kill();
  expect(requestedIds().size).toBeLessThan(RECIPIENTS);
  await part().restart();
  await eventually('all are requested', () => requestedIds().size === RECIPIENTS, { timeoutMs: 180_000 });
  await eventually('the service is ready again', async () => (await bed.get('/health/ready')).status === 200);
});

test('a service shut down under load publishes what it accepted; the next instance does the rest', async () => {
  const addressBookId = await bookOf(bed, advertiserId, 0, RECIPIENTS);
  const campaign = { advertiserId, addressBookId, category: 'marketing', text: 'STOP 36180' };
  const { id } = (await bed.launch<{ id: string }>(campaign)).body;
  const ofCampaign = () => requested.flatMap(({ value }) => (value.campaignId === id ? [value.id] : []));
  const accepted: string[] = [];
  let isClosed = false;
  const sendUntilClosed = async (): Promise<void> => {
    while (!isClosed) {
      const message = { id: randomUUID(), advertiserId, category: 'informative', to: msisdn(5_000), text: 'Bonjour' };
      const answer = await bed.post('/v1/messages', message).catch(() => undefined);
      if (answer?.status === 202) accepted.push(message.id);
      else if (!answer) return;
    }
  };
  const senders = Array.from({ length: 8 }, sendUntilClosed);
  await eventually('both are under way', () => ofCampaign().length > 100 && accepted.length > 20, { everyMs: 5 });

  await bed.service.close();
  isClosed = true;
  await Promise.all(senders);
  expect(ofCampaign().length).toBeLessThan(RECIPIENTS);
  await expect(fetch(`${bed.service.url}/health/live`)).rejects.toThrow();
  await eventually('nothing works on in the background', async () => {
    const sessions = await bed.sql(`SELECT pid FROM pg_stat_activity WHERE usename = 'campaign'`);
    return sessions.length === 0;
  });
  const left = await bed.sql('SELECT id FROM outbox');
  // Of requests that were cut off, since the machine was too busy to end them in time.
  expect(left.length).toBeLessThanOrEqual(senders.length);

  await bed.startService();
  await eventually('all are requested', () => new Set(ofCampaign()).size === RECIPIENTS);
  expect(ofCampaign()).toHaveLength(RECIPIENTS);
  await eventually('all that was accepted is requested', () => {
    const ids = new Set(requested.map(({ value }) => value.id));
    return accepted.every((each) => ids.has(each));
  });
});

test('an import that PostgreSQL interrupts reports its progress, and sending the file again completes it', async () => {
  const bookId = await newBook(bed, advertiserId);
  const file = `phone\n${Array.from({ length: 10_000 }, (_, n) => msisdn(n)).join('\n')}\n`;
  const broken = importCsv(bed, bookId, file);
  await eventually(
    'a batch is stored',
    async () => (await bed.sql('SELECT 1 FROM contact WHERE address_book_id = $1 LIMIT 1', [bookId])).length > 0,
    { everyMs: 1 },
  );
  await bed.postgres.kill();
  const { status, body } = await broken;
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'import-interrupted' });
  expect(body.detail).toContain(`${body.imported} contacts of the rows before are imported and stay`);
  await bed.postgres.restart();
  const again = await eventually('the database is back', async () => {
    const answer = await importCsv(bed, bookId, file);
    return answer.status === 200 && answer;
  });
  expect(again.body.imported + again.body.duplicates).toBe(10_000);
  expect(again.body.duplicates).toBeGreaterThanOrEqual(body.imported);
});
