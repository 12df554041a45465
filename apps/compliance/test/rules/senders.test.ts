// Requests on Kafka; campaign publishes the sender names of an advertiser.
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { Bed } from '../bed';
import { ADVERT, BRICOLIS, DAY, LORANE, NOW, REMINDER } from '../fixtures';

let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
  for (const phone of ['+33639980601', '+393331234567']) await bed.consent(phone);
});
afterAll(() => bed?.end());

const inFrance = (...names: string[]) => names.map((sender) => ({ country: 'FR', sender }));
const publish = (advertiser: Advertiser) => bed.send(advertisers, advertiser.id, advertiser);
const TO = '+33639980601';
const refusal = { verdict: 'refused', code: 'SENDER_NOT_YOURS' };

test.each([
  { it: 'an advert', asked: { text: ADVERT } },
  { it: 'an informative text', asked: { text: REMINDER, category: 'informative' as const } },
])('$it under another company’s name is never sent, and the reason says what to do', async ({ asked }) => {
  for (const sender of [BRICOLIS.sender, 'BRICOLIS', 'Gouv', 'L0rane']) {
    const id = await bed.ask({ ...asked, to: TO, sender });
    const verdict = await bed.verdict(id);
    expect(verdict).toMatchObject({ ...refusal, detail: expect.stringContaining('/senders') });
    expect(verdict.detail).toContain(`"${sender}" is not an approved sender of Lorane in FR`);
    expect(bed.cleared(id)).toEqual([]);
  }
});

test.each([
  { it: 'its own name', sender: 'Lorane' },
  { it: 'its own name in another case', sender: 'LORANE' },
  { it: 'a code of its own', sender: '36190' },
])('sends a text under $it', async ({ sender }) => {
  expect(await bed.firstCleared(await bed.ask({ to: TO, sender }))).toMatchObject({ sender });
});

test('abroad, a sender ID is used only if it is approved', async () => {
  const [to, text] = ['+393331234567', 'Lorane : -20% questo weekend. STOP 36180'];
  expect(await bed.verdict(await bed.ask({ to, text, category: 'informative' }))).toMatchObject({
    verdict: 'refused',
  });
  const reminder = { to, text: REMINDER, category: 'informative' as const };
  expect(await bed.verdict(await bed.ask(reminder))).toMatchObject(refusal);
  await publish({ ...LORANE, senders: [...inFrance('Lorane'), { country: 'IT', sender: 'Lorane' }] });
  expect(await bed.verdict(await bed.ask(reminder))).toMatchObject({
    verdict: 'refused',
    code: 'SENDER_UNREGISTERED',
    detail: expect.stringContaining('alias register of AGCOM'),
  });
  const registered = { country: 'IT', sender: 'Lorane', registration: 'AGCOM 12345' };
  await publish({ ...LORANE, senders: [...inFrance('Lorane'), registered] });
  expect(await bed.verdict(await bed.ask(reminder))).toMatchObject({ verdict: 'cleared' });
});

test.each([
  { it: 'under a generic name', asked: { sender: 'Promo' }, code: 'SENDER_UNREGISTERED' },
  {
    it: 'from a code, naming nobody',
    asked: { sender: '36180', text: '-20% samedi. STOP 36180' },
    code: 'ADVERTISER_UNNAMED',
  },
  { it: 'from a code for other texts', asked: { sender: '38100' }, code: 'CODE_NOT_FOR_ADVERTS' },
  { it: 'with a mention for other texts', asked: { text: 'Lorane : -20%. STOP 38100' }, code: 'CODE_NOT_FOR_ADVERTS' },
])('an advert $it is never sent, and a check reports it beforehand', async ({ asked, code }) => {
  await publish({ ...LORANE, senders: inFrance('Lorane', 'Promo') });
  const id = await bed.ask({ to: TO, ...asked });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'refused', code });
  expect(bed.cleared(id)).toEqual([]);
  const body = { text: ADVERT, ...asked, category: 'marketing', country: 'FR', advertiserId: LORANE.id };
  const answer = await fetch(`${bed.url}/v1/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { verdict, reasons } = (await answer.json()) as { verdict: string; reasons: { code: string }[] };
  expect({ verdict, codes: reasons.map((each) => each.code) }).toEqual({ verdict: 'refuse', codes: [code] });
});

test('sends a reminder from a code for such texts, and an advert under a registered generic name', async () => {
  await publish({
    ...LORANE,
    senders: [...inFrance('Lorane'), { country: 'FR', sender: 'Promo', registration: 'INPI 1' }],
  });
  await bed.firstCleared(await bed.ask({ to: TO, text: REMINDER, category: 'informative', sender: '38100' }));
  expect(await bed.firstCleared(await bed.ask({ to: TO, sender: 'Promo' }))).toMatchObject({ sender: 'Promo' });
});

test('an approval applies to the next text, a revocation to all undecided ones', async () => {
  await publish({ ...LORANE, senders: inFrance('Lorane', 'LoraneVIP') });
  const vip = { to: TO, sender: 'LoraneVIP' };
  await bed.firstCleared(await bed.ask(vip));
  const waiting = await bed.ask({ ...vip, notBefore: NOW + DAY });
  expect(await bed.verdict(waiting)).toMatchObject({ verdict: 'held' });

  await publish({ ...LORANE, senders: inFrance('Lorane') });
  // Published before on the same topic: a reader that knows it knows the revocation.
  const known = {
    ...BRICOLIS,
    id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a03',
    sender: 'Witness',
    senders: inFrance('Witness'),
  };
  await publish(known);
  const witness = { advertiserId: known.id, to: TO, text: REMINDER, category: 'informative' as const };
  await bed.firstCleared(await bed.ask(witness));
  const late = await bed.ask(vip);
  expect(await bed.verdict(late)).toMatchObject(refusal);
  expect(bed.cleared(late)).toEqual([]);

  await bed.restart(new Date(NOW + DAY + 60_000).toISOString());
  // Held, released, and decided anew.
  expect(await bed.nth(waiting, 3)).toMatchObject(refusal);
  expect(bed.cleared(waiting)).toEqual([]);
  await publish({ ...LORANE, senders: [] });
  await publish({ ...known, senders: inFrance('Witness', 'Witness2') });
  await bed.firstCleared(await bed.ask({ ...witness, sender: 'Witness2' }));
  expect(await bed.verdict(await bed.ask({ to: TO }))).toMatchObject(refusal);
});

test('a check reports the sender beforehand', async () => {
  const check = async (sender: string) => {
    const body = { text: REMINDER, category: 'informative', country: 'FR', advertiserId: BRICOLIS.id, sender };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${bed.url}/v1/check`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { verdict: string; reasons: { code: string }[] };
  };
  expect(await check('Lorane')).toMatchObject({ verdict: 'refuse', reasons: [{ code: 'SENDER_NOT_YOURS' }] });
  expect((await check('bricolis')).verdict).toBe('accept');
});
