import { messageStatus } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { ASK_FROM, categorise, REFUSE_FROM } from '@stopsms/text-reader';
import { BRICOLIS, DAY, LORANE, NOW, REMINDER } from '../fixtures';
import { REFUSAL, ReviewClient, templated } from '../waiting/review-client';
import { Bed } from '../bed';

let bed: Bed;
const reviews = new ReviewClient(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const DAYS = ['lundi', 'samedi', 'demain', 'le 12/12', 'à 19h', 'mardi 8 mars à 9h', 'le 1er', 'dimanche à 10h30'];
const SENTENCES = [
  'votre carte vous attend en boutique',
  'un créneau est libre',
  'votre dossier vous attend',
  'les inscriptions ferment',
  'votre bilan est possible',
  'des places restent',
  'le nouvel atelier ouvre',
];

/** Finds two texts of a certainty in this range: readings move with each training. */
function textsOf(from: number, below: number): [string, string] {
  const texts = SENTENCES.flatMap((sentence) => DAYS.map((day) => `Bonjour Chloé, ${sentence} ${day}.`));
  const [one, other = one] = texts.filter((text) => {
    const { score } = categorise(text, { linkHosts: LORANE.linkHosts ?? [] });
    return score >= from && score < below;
  });
  if (!one || !other) throw new Error(`No text of a certainty from ${from} to ${below}`);
  return [one, other];
}
const HALF_BAND = (REFUSE_FROM - ASK_FROM) / 2;
const WATCHED_FROM = REFUSE_FROM - 1.2 * (REFUSE_FROM - ASK_FROM);
/** Asked about, and of a trusted advertiser not. */
const [LOW, OTHER_LOW] = textsOf(ASK_FROM, ASK_FROM + HALF_BAND);
/** Asked about of a watched advertiser alone. */
const [LOWER] = textsOf(WATCHED_FROM, ASK_FROM);

interface Right {
  day: string;
  texts: number;
}
const rightDays = (advertiserId: string): Promise<Right[]> =>
  bed.sql<Right & Record<string, unknown>>(
    'SELECT day::text, cardinality(templates) AS texts FROM compliance.correct_declaration WHERE advertiser_id = $1 ORDER BY day',
    [advertiserId],
  );
const caughtDays = (advertiserId: string) =>
  bed.sql('SELECT day::text FROM compliance.false_declaration WHERE advertiser_id = $1', [advertiserId]);

/** Publishes the status of a message that an operator accepted. */
async function submitted(id: string): Promise<void> {
  const { messageId, attempt, recipientKey, advertiserId, sender } = await bed.firstCleared(id);
  const published = { messageId, attempt, advertiserId, recipientKey, sender, lane: 'informative', provider: 'sim' };
  const more = { status: 'submitted', at: NOW + 1_000, smscIds: [id], parts: 1 };
  await bed.send(messageStatus, recipientKey, { ...published, ...more });
}

/** Records that each day so many texts of different templates were sent. */
const wasRight = (advertiserId: string, days: number, aDay: number, until = NOW) =>
  bed.sql(
    `INSERT INTO compliance.correct_declaration SELECT $1, (to_timestamp($2 / 1000.0) AT TIME ZONE 'UTC')::date - d,
       ARRAY(SELECT generate_series(1, $3)::bigint) FROM generate_series(1, $4) AS d`,
    [advertiserId, until, aDay, days],
  );

interface Checked {
  verdict: string;
  trust: { standing: string; rightTexts: number; caughtOn?: string; askFrom: number } | null;
}
async function check(text: string, more: object = {}): Promise<Checked> {
  const body = { text, category: 'informative', country: 'FR', advertiserId: LORANE.id, ...more };
  const response = await fetch(`${bed.url}/v1/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Checked;
}

test('counts sent templates once a day, not messages; at most 20 a day', async () => {
  const codes = Array.from({ length: 30 }, (_, n) => REMINDER.replace('70214', String(48_000 + n)));
  const ids = await Promise.all(codes.map((text) => reviews.message(text)));
  await Promise.all(ids.map((id) => submitted(id)));
  await eventually('the template is counted', async () => (await rightDays(LORANE.id)).length > 0);
  expect(await rightDays(LORANE.id)).toEqual([{ day: '2026-11-25', texts: 1 }]);
  const many = Array.from({ length: 26 }, (_, n) =>
    REMINDER.replace('19h', `19h, guichet ${'abcdefghijklmnopqrstuvwxyz'[n]}x`),
  );
  const more = await Promise.all(many.map((text) => reviews.message(text)));
  await Promise.all(more.map((id) => submitted(id)));
  await eventually('no more than 20 count', async () => (await rightDays(LORANE.id))[0]?.texts === 20);
  const last = await reviews.message(REMINDER.replace('19h', '19h, guichet du fond'));
  await submitted(last);
  await eventually('it is known to have left', async () => (await reviews.proof(last)).statuses.length > 0);
  expect(await rightDays(LORANE.id)).toEqual([{ day: '2026-11-25', texts: 20 }]);
});

test('unsent messages do not count', async () => {
  const id = await reviews.message(REMINDER, { advertiserId: BRICOLIS.id });
  await bed.firstCleared(id);
  expect(await rightDays(BRICOLIS.id)).toEqual([]);
});

test('an advertiser with 1,000 accepted texts is reviewed less, and proof and check say so', async () => {
  const usual = { standing: 'usual', rightTexts: 20, askFrom: ASK_FROM };
  expect(await check(LOW)).toMatchObject({ verdict: 'review', trust: usual });
  await wasRight(LORANE.id, 49, 20, NOW);
  const trust = { standing: 'trusted', rightTexts: 1_000, askFrom: ASK_FROM + HALF_BAND };
  expect(await check(LOW)).toMatchObject({ verdict: 'accept', trust });
  const id = await reviews.message(LOW);
  await reviews.endsAs(id, 'cleared');
  const proof = await reviews.proof(id);
  expect(proof.decisions[0]).toMatchObject({ trust });
  expect(proof.explanation.happened.join(' ')).toContain(
    'The advertiser was trusted: 1,000 of its texts had been right',
  );
  expect((await reviews.show([LOW])).body.items).toMatchObject([{ verdict: 'accept' }]);
});

test('a text refused by a reviewer stays refused when no review would be needed any more', async () => {
  await bed.sql(`UPDATE compliance.correct_declaration SET templates = '{}'`);
  const text = OTHER_LOW;
  const first = await reviews.message(text);
  await reviews.waits(first);
  await reviews.decide((await reviews.only(text)).id, REFUSAL);
  await reviews.endsAs(first, 'refused', 'REVIEW_REFUSED');
  await bed.sql('DELETE FROM compliance.false_declaration; DELETE FROM compliance.correct_declaration');
  await wasRight(LORANE.id, 50, 20);
  expect(await check(text)).toMatchObject({ verdict: 'accept', trust: { standing: 'trusted' } });
  await reviews.endsAs(await reviews.message(text), 'refused', 'REVIEW_REFUSED');
  expect((await reviews.show([text])).body.items).toMatchObject([{ verdict: 'refuse' }]);
  await bed.sql('DELETE FROM compliance.false_declaration');
});

test('trust never allows an advert, and one advert posing as informative ends it', async () => {
  const advert = await reviews.message('Bonjour Anna, -30% sur toute la boutique ce samedi');
  await reviews.endsAs(advert, 'refused', 'CATEGORY_PROMOTIONAL');
  expect(await caughtDays(LORANE.id)).toEqual([{ day: '2026-11-25' }]);
  const trust = { standing: 'watched', rightTexts: 0, caughtOn: '2026-11-25', askFrom: WATCHED_FROM };
  expect(await check(LOWER)).toMatchObject({ verdict: 'review', trust });
  expect(await check(LOWER, { advertiserId: BRICOLIS.id })).toMatchObject({ verdict: 'accept' });
  const id = await reviews.message(LOWER);
  await reviews.waits(id);
  expect((await reviews.proof(id)).summary).toContain(
    'The advertiser was watched: a text of it was refused as an advert on 2026-11-25',
  );
});

test('a refusal by a reviewer counts too if a message was to be sent; a submitted text does not count', async () => {
  const shown = await reviews.show([templated('zerbin', 'Anna')], BRICOLIS.id);
  await reviews.decide(shown.body.items[0]?.review?.id ?? '', REFUSAL);
  expect((await reviews.show(['Bonjour Anna, -30% sur la boutique ce samedi'], BRICOLIS.id)).body.items).toMatchObject([
    { verdict: 'refuse' },
  ]);
  expect(await caughtDays(BRICOLIS.id)).toEqual([]);
  const id = await reviews.message(templated('zerbin', 'Paul'), {
    advertiserId: BRICOLIS.id,
  });
  await reviews.endsAs(id, 'refused', 'REVIEW_REFUSED');
  expect(await caughtDays(BRICOLIS.id)).toEqual([{ day: '2026-11-25' }]);
});

test('an advert refused for its mention, or a record without an advertiser, changes no trust level', async () => {
  await bed.sql('DELETE FROM compliance.false_declaration');
  await reviews.endsAs(await reviews.message('Soldes -30%', { category: 'marketing' }), 'refused', 'MENTION_MISSING');
  expect(await caughtDays(LORANE.id)).toEqual([]);
  expect((await check('Soldes -30%', { category: 'marketing' })).trust).toBeNull();
  expect((await check(REMINDER, { advertiserId: undefined })).trust).toBeNull();
});

test('a watch ends after 90 days, and trust begins anew from the day of the refusal', async () => {
  await bed.sql('DELETE FROM compliance.correct_declaration');
  await bed.sql('INSERT INTO compliance.false_declaration VALUES ($1, $2)', [LORANE.id, '2026-11-25']);
  await wasRight(LORANE.id, 60, 20, NOW);
  const at = new Date(NOW + 91 * DAY).toISOString();
  expect(await check(LOW, { at })).toMatchObject({ trust: { standing: 'usual', rightTexts: 0 } });
  await wasRight(LORANE.id, 55, 20, NOW + 60 * DAY);
  expect(await check(LOW, { at })).toMatchObject({ trust: { standing: 'trusted', rightTexts: 1_100 } });
});

test('deletes data older than 400 days', async () => {
  await bed.restart(new Date(NOW + 500 * DAY).toISOString());
  await eventually('both are empty', async () => {
    const left = [
      ...(await rightDays(LORANE.id)).filter(({ day }) => day < '2027-03-01'),
      ...(await caughtDays(LORANE.id)),
    ];
    return left.length === 0;
  });
});
