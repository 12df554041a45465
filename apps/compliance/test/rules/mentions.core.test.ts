import { keys } from '@stopsms/testing';
import { BRICOLIS, LORANE } from '../fixtures';
import { Bed } from '../bed';

const MARTINIQUE = '+596696123456';
let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
  // 11:00 in Paris and 16:00 in Martinique on one day: both windows are open.
  await bed.restart('2026-11-25T15:00:00Z');
});
afterAll(() => bed?.end());

async function decide(request: {
  to: string;
  text: string;
  mention?: 'require' | 'insert';
  advertiserId?: string;
  sender?: string;
}) {
  await bed.consent(request.to, { advertiserId: request.advertiserId ?? LORANE.id });
  const id = await bed.ask(request);
  const verdict = await bed.verdict(id);
  const cleared = verdict.verdict === 'cleared' ? await bed.firstCleared(id) : undefined;
  return { id, verdict, cleared };
}

test('refuses an advert without a mention by default, and says which words to add', async () => {
  const { verdict, cleared } = await decide({ to: '+33639984001', text: 'Lorane : -20% samedi.' });
  expect(verdict).toMatchObject({
    verdict: 'refused',
    code: 'MENTION_MISSING',
    detail: expect.stringContaining('STOP 36180'),
  });
  expect(cleared).toBeUndefined();
});

test.each([
  { text: 'Lorane : -20% samedi. STOP36180', code: 'MENTION_NO_SEPARATOR' },
  { text: 'Lorane : -20% samedi. STOP 36999', code: 'MENTION_CODE_NOT_ASSIGNED' },
  { text: 'Lorane : -20% samedi. STOP 36180 A bientôt', code: 'MENTION_NOT_LAST' },
])('refuses a faulty mention even if insertion is requested: $code', async ({ text, code }) => {
  for (const mention of ['require', 'insert'] as const) {
    expect((await decide({ to: '+33639984002', text, mention })).verdict).toMatchObject({ verdict: 'refused', code });
  }
});

test('inserts the short code for France', async () => {
  const { cleared } = await decide({ to: '+33639984003', text: 'Lorane : -20% samedi.', mention: 'insert' });
  expect(cleared).toMatchObject({ text: 'Lorane : -20% samedi. STOP 36180', sender: 'Lorane', region: 'FR' });
  expect(cleared).not.toHaveProperty('unsubscribeToken');
  expect(cleared).not.toHaveProperty('language');
});

test('leaves an existing mention unchanged', async () => {
  const text = 'Lorane : -20% samedi. Stop au 36190';
  expect((await decide({ to: '+33639984004', text, mention: 'insert' })).cleared).toMatchObject({ text });
});

test('inserts a link for overseas, unique to the recipient and the same each time', async () => {
  const text = 'Lorane : -20% samedi.';
  const { id, cleared } = await decide({ to: MARTINIQUE, text, mention: 'insert' });
  const token = keys.keyOf(`unsubscribe:${id}`).slice(0, 16);
  expect(cleared).toMatchObject({
    region: 'MQ',
    text: `${text} Stop s.example-brand.fr/u/${token}`,
    unsubscribeToken: token,
  });
  const other = await decide({ to: MARTINIQUE, text, mention: 'insert' });
  expect(other.cleared?.unsubscribeToken).not.toBe(token);
});

test.each([
  { text: 'Lorane: 20% auf alle Mäntel, nur am Samstag.', language: 'de' },
  { text: 'Lorane: 20% off all coats, this Saturday only.', language: 'en' },
  { text: 'Lorane -20% -30% -40%', language: undefined },
])('publishes the language of the text with the token of a link: $language', async ({ text, language }) => {
  const { cleared } = await decide({ to: MARTINIQUE, text, mention: 'insert' });
  expect(cleared?.unsubscribeToken).toBeDefined();
  expect(cleared?.language).toBe(language);
});

test('a short code is not a valid mention overseas', async () => {
  const { verdict } = await decide({ to: MARTINIQUE, text: 'Lorane : -20% samedi. STOP 36180' });
  expect(verdict).toMatchObject({ verdict: 'refused', code: 'MENTION_CODE_UNREACHABLE' });
});

test('an account without a link host cannot advertise abroad, and the refusal says so', async () => {
  const { verdict } = await decide({
    to: MARTINIQUE,
    text: 'Bricolis : -20% samedi.',
    mention: 'insert',
    advertiserId: BRICOLIS.id,
  });
  expect(verdict).toMatchObject({
    verdict: 'refused',
    code: 'MENTION_CODE_UNREACHABLE',
    detail: expect.stringContaining('link host'),
  });
});

test('reads an overseas number in French national format correctly', async () => {
  const { verdict } = await decide({ to: '0696 12 34 56', text: 'Lorane : -20% samedi. STOP 36180' });
  expect(verdict).toMatchObject({ code: 'MENTION_CODE_UNREACHABLE', recipientKey: keys.keyOf(MARTINIQUE) });
});

test('an informative text needs no mention, and gets none', async () => {
  const text = 'Lorane : votre commande 70214 est prête, retrait en boutique avant samedi 19h.';
  const id = await bed.ask({ to: '+33639984005', category: 'informative', text, mention: 'insert' });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'cleared' });
  const cleared = await bed.firstCleared(id);
  expect(cleared).toMatchObject({ text, category: 'informative', scopes: ['*'] });
  expect(cleared).not.toHaveProperty('windowClosesAt');
});

test('refuses a text declared informative that sells, with the words that sell', async () => {
  const text =
    'Lorane : votre commande 70214 est prête en boutique. Profitez-en, -15% sur les ceintures jusqu’à samedi.';
  const id = await bed.ask({ to: '+33639984006', category: 'informative', text });
  expect(await bed.verdict(id)).toMatchObject({
    verdict: 'refused',
    code: 'CATEGORY_PROMOTIONAL',
    detail: expect.stringContaining('15'),
  });
});

test('a doubtful text waits for a person', async () => {
  const text = 'Bonjour, vous pouvez désormais voir votre conseiller en agence.';
  const id = await bed.ask({ to: '+33639984007', category: 'informative', text });
  expect(await bed.verdict(id)).toMatchObject({
    verdict: 'held',
    code: 'REVIEW_NEEDED',
    detail: expect.stringContaining('person'),
  });
});

test('refuses an advert of a banned sector, with or without consent', async () => {
  const text = 'Formez-vous gratuitement avec votre CPF. STOP 36180';
  expect((await decide({ to: '+33639984008', text })).verdict).toMatchObject({
    verdict: 'refused',
    code: 'SECTOR_BANNED',
  });
});
