import { randomUUID } from 'node:crypto';
import {
  type OptOutChanged,
  type ReportMatch,
  type ReportToMatch,
  optOutChanged,
  reportMatches,
  reportsToMatch,
  smsRequested,
} from '@stopsms/contracts';
import { comparableText } from '@stopsms/kernel';
import { eventually, keys } from '@stopsms/testing';
import { BRICOLIS, DAY, LORANE, NOW, requestOf } from '../fixtures';
import { Bed } from '../bed';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make([reportMatches.name]);
});
afterAll(() => bed?.end());

let last = 0;
const number = (): string => `+3363998${String(6_000 + (last += 1))}`;

/** An advert that was cleared. */
async function sent(
  to: string,
  text: string,
  more: { advertiserId?: string; campaignId?: string } = {},
): Promise<void> {
  const { advertiserId = LORANE.id } = more;
  await bed.consent(to, { advertiserId });
  await bed.firstCleared(await bed.ask({ to, text, ...more }));
}

async function ask(report: Partial<ReportToMatch> & { text: string }, times = 1): Promise<ReportMatch> {
  const reportId = randomUUID();
  const value = { reportId, sender: '36180', at: NOW, receivedAt: NOW + 1, ...report };
  const whole: ReportToMatch = { ...value, text: comparableText(value.text) };
  for (let time = 0; time < times; time += 1) await bed.send(reportsToMatch, reportId, whole);
  const answers = await eventually('it is answered', () => {
    const found = bed.seen(reportMatches.name).filter(({ key }) => key === reportId);
    return found.length === times ? found.map(({ value: answer }) => answer as ReportMatch) : undefined;
  });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  return answers[0] as ReportMatch;
}

async function erase(recipientKey: string): Promise<void> {
  const erasure: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }],
    ...{ attributed: true, at: NOW },
  };
  await bed.send(optOutChanged, recipientKey, erasure);
}

/** Adverts that are decided together; returns the keys of their recipients in the same order. */
async function sentTogether(texts: string[], campaignId?: string): Promise<string[]> {
  const requests = texts.map((text) =>
    requestOf({ to: number(), text, ...(campaignId !== undefined && { campaignId }) }),
  );
  for (const { to } of requests) await bed.consent(to);
  await bed.put(
    smsRequested,
    requests.map((value) => ({ key: value.id, value, partition: 0 })),
  );
  for (const { id } of requests) await bed.firstCleared(id);
  return requests.map(({ to }) => keys.keyOf(to));
}

const batchesOf = (text: string) =>
  bed
    .sql<{ keys: string[] }>(
      'SELECT recipient_keys AS keys FROM sent_text_batch JOIN sent_text USING (text_id) WHERE text LIKE $1',
      [`%${text}%`],
    )
    .then((rows) => rows.map((row) => row.keys));
const remaining = (text: string, batches: string[][]) =>
  eventually('the erased key is gone', async () => JSON.stringify(await batchesOf(text)) === JSON.stringify(batches));

test('finds the advertiser of a shared sender whose text the person received', async () => {
  const [phone, other] = [number(), number()];
  await sent(phone, 'Lorane : 30% sur toutes les robes du 3 au 9 mai. STOP 36180');
  await sent(phone, 'Bricolis : les tondeuses sont en promotion. STOP 36180', { advertiserId: BRICOLIS.id });
  await sent(other, 'Lorane : 30% sur toutes les robes du 3 au 9 mai. STOP 36180');
  const text = 'LORANE : 40% sur toutes les robes du 5 au 8 mai. STOP 36180';
  const recipientKey = keys.keyOf(phone);
  expect(await ask({ text: text.replace('LORANE', 'Lorane'), recipientKey }, 2)).toMatchObject({
    outcome: 'matched',
    advertiserId: LORANE.id,
    recipientKey,
    at: NOW + 1,
  });
  expect(await ask({ text: 'Bricolis : les tondeuses sont en promotion. STOP', recipientKey })).toMatchObject({
    outcome: 'matched',
    advertiserId: BRICOLIS.id,
  });
  // The other received nothing of Bricolis; nobody received this text; and it was not sent in those days.
  for (const unlike of [
    { text: 'Bricolis : les tondeuses sont en promotion. STOP 36180', recipientKey: keys.keyOf(other) },
    { text: 'Chez Lorane tout est neuf ce printemps, venez voir !', recipientKey },
    { text, recipientKey, at: NOW + 2 * DAY + 3_600_000 },
    { text, recipientKey, sender: '38999' },
  ]) {
    expect(await ask(unlike)).toMatchObject({ outcome: 'none', code: 'NO_TEXT_FITS' });
  }
});

test('without a recipient, a text received by one person identifies the person; one received by several, the campaign', async () => {
  const [alone, ...people] = [number(), number(), number()];
  await sent(alone, 'Lorane : votre offre de bienvenue, 10% sur un sac. STOP 36180');
  expect(await ask({ text: 'Lorane : votre offre de bienvenue, 15% sur un sac. STOP 36180' })).toMatchObject({
    outcome: 'matched',
    advertiserId: LORANE.id,
    recipientKey: keys.keyOf(alone),
  });
  const campaignId = randomUUID();
  const text = 'Lorane : ce week-end, un foulard offert pour tout achat. STOP 36180';
  for (const phone of people) await sent(phone, text, { campaignId });
  const tied = await ask({ text, sender: 'LORANE' });
  expect(tied).toMatchObject({ outcome: 'tied', advertiserId: LORANE.id, campaignId, code: 'RECIPIENTS_SEVERAL' });
  expect(tied).not.toHaveProperty('recipientKey');
  await sent(people[0] ?? '', text, { advertiserId: BRICOLIS.id });
  expect(await ask({ text })).toEqual(
    expect.objectContaining({ outcome: 'none', code: 'ADVERTISERS_SEVERAL', reportId: expect.any(String) }),
  );
});

test('stores no digits of a text, and an erasure deletes a text written for the person alone', async () => {
  const phone = number();
  await sent(phone, 'Lorane : Zoé, votre carte 4521 vaut 15 EUR, 20% de plus ici. STOP 36180');
  const kept = () =>
    bed.sql<{ text: string }>(`SELECT text FROM sent_text WHERE text LIKE '%votre carte%'`).then((rows) => rows);
  expect(await kept()).toEqual([{ text: 'Lorane : Zoé, votre carte 0000 vaut 00 EUR, 00% de plus ici. STOP 00000' }]);
  const recipientKey = keys.keyOf(phone);
  await erase(recipientKey);
  await eventually('it is gone', async () => (await kept()).length === 0);
  const [left] = await bed.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM sent_text_batch WHERE $1 = ANY(recipient_keys)',
    [recipientKey],
  );
  expect(left?.count).toBe(0);
});

test('a text received by several loses only the key of the erased person, anywhere in the batch', async () => {
  const text = 'Lorane : tous les manteaux sont soldés jusque dimanche. STOP 36180';
  const [one = '', two = '', three = ''] = await sentTogether([text, text, text]);
  expect(await batchesOf('manteaux')).toEqual([[one, two, three]]);
  await erase(two);
  await remaining('manteaux', [[one, three]]);
  await erase(one);
  await remaining('manteaux', [[three]]);
  expect(await ask({ text, recipientKey: three })).toMatchObject({ outcome: 'matched', advertiserId: LORANE.id });
  await erase(three);
  await eventually('the text is gone', async () => {
    const rows = await bed.sql(`SELECT FROM sent_text WHERE text LIKE '%manteaux%'`);
    return rows.length === 0;
  });
});

test('a text that represents similar ones stays until all who received it are erased', async () => {
  const text = (name: string) => `Lorane : bonjour ${name}, les ceintures sont arrivées en boutique. STOP 36180`;
  const names = ['Zoé', 'Inès', 'Zoé', 'Léa'];
  const [zoe = '', ines = '', other = '', lea = ''] = await sentTogether(names.map(text), randomUUID());
  expect(await batchesOf('ceintures')).toEqual([[zoe, other, ines, lea]]);
  await erase(zoe);
  await remaining('ceintures', [[other, ines, lea]]);
  await erase(ines);
  await remaining('ceintures', [[other, lea]]);
  await erase(other);
  await eventually('the text with the name is gone', async () => {
    const rows = await bed.sql(`SELECT FROM sent_text WHERE text LIKE '%ceintures%'`);
    return rows.length === 0;
  });
});
