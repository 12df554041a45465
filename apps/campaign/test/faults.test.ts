import { type SmsRequested, smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { CampaignUnderTest, type Seen } from './campaign-under-test';
import { bookOf, importCsv, msisdn, newAdvertiser, newBook } from './people';

jest.setTimeout(180_000);

const RECIPIENTS = 5_000;

let under: CampaignUnderTest;
let advertiserId: string;
let requested: Seen<SmsRequested>[];

beforeAll(async () => {
  under = await CampaignUnderTest.start({ CAMPAIGN_CHUNK: '50' });
  advertiserId = (await newAdvertiser(under)).id;
  requested = await under.listen<SmsRequested>(smsRequested);
});
afterAll(() => under.stop());

test.each([
  { it: 'PostgreSQL', part: () => under.postgres },
  { it: 'Kafka', part: () => under.broker },
])('$it killed half way through a campaign costs no recipient their message', async ({ part }) => {
  const addressBookId = await bookOf(under, advertiserId, 0, RECIPIENTS);
  const campaign = { advertiserId, addressBookId, category: 'marketing', text: 'STOP 36180' };
  const { id } = (await under.post<{ id: string }>('/v1/campaigns', campaign)).body;
  const asked = () => new Set(requested.flatMap(({ value }) => (value.campaignId === id ? [value.id] : [])));
  await eventually('some are requested', () => asked().size > 100, { everyMs: 5 });
  await part().kill();
  expect(asked().size).toBeLessThan(RECIPIENTS);
  await part().restart();
  await eventually('all are requested', () => asked().size === RECIPIENTS, { timeoutMs: 90_000 });
  await eventually('the service is ready again', async () => (await under.get('/health/ready')).status === 200);
});

test('an import that PostgreSQL breaks off says what stays, and sending the file again completes it', async () => {
  const bookId = await newBook(under, advertiserId);
  const file = `phone\n${Array.from({ length: 10_000 }, (_, n) => msisdn(n)).join('\n')}\n`;
  const broken = importCsv(under, bookId, file);
  await eventually(
    'a batch is stored',
    async () => (await under.sql('SELECT 1 FROM contact WHERE address_book_id = $1 LIMIT 1', [bookId])).length > 0,
    { everyMs: 1 },
  );
  await under.postgres.kill();
  const { status, body } = await broken;
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'import-interrupted' });
  expect(body.detail).toContain(`${body.imported} contacts of the rows before are imported and stay`);
  await under.postgres.restart();
  const again = await eventually('the database is back', async () => {
    const answer = await importCsv(under, bookId, file);
    return answer.status === 200 && answer;
  });
  expect(again.body.imported + again.body.duplicates).toBe(10_000);
  expect(again.body.duplicates).toBeGreaterThanOrEqual(body.imported);
});
