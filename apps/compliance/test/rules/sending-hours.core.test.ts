import { type Advertiser, advertisers } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { ADVERT, LORANE, REMINDER } from '../fixtures';
import { Bed } from '../bed';

/** Wednesday, 18:30 and 20:30 in Paris; a Sunday, 11:00. */
const EVENING = '2026-11-25T17:30:00Z';
const LATE = '2026-11-25T19:30:00Z';
const SUNDAY = '2026-11-29T10:00:00Z';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

interface Window {
  open: boolean;
  nextOpening: string | null;
}

async function windowAt(at: string): Promise<Window> {
  const answer = await fetch(`${bed.url}/v1/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: ADVERT, category: 'marketing', country: 'FR', advertiserId: LORANE.id, at }),
  });
  return ((await answer.json()) as { window: Window }).window;
}

/** Publishes the hours as campaign would, and waits until they are known here. */
async function choose(sendingHours: Advertiser['sendingHours'], at: string, expected: Window): Promise<void> {
  await bed.send(advertisers, LORANE.id, { ...LORANE, ...(sendingHours && { sendingHours }) });
  await eventually('POST /v1/check knows the hours', async () => {
    const { open, nextOpening } = await windowAt(at);
    return open === expected.open && nextOpening === expected.nextOpening;
  });
}

const advert = async (to: string, more: object = {}) => {
  await bed.consent(to);
  return bed.verdict(await bed.ask({ to, ...more }));
};

test('an advert waits for the advertiser’s own hours, and reason and proof say so', async () => {
  await bed.restart(EVENING);
  expect(await advert('+33639983101')).toMatchObject({ verdict: 'cleared' });
  const hours = { wednesday: '10:00-18:00', thursday: '10:00-18:00' };
  await choose(hours, EVENING, { open: false, nextOpening: '2026-11-26T09:00:00.000Z' });
  const held = await advert('+33639983102');
  expect(held).toMatchObject({
    verdict: 'held',
    code: 'WINDOW_CLOSED',
    heldUntil: Date.parse('2026-11-26T09:00:00Z'),
    detail: expect.stringContaining("The advertiser's own sending hours are closed at this hour"),
  });
  const proof = await fetch(`${bed.url}/v1/messages/${held.messageId}/proof`);
  expect(await proof.json()).toMatchObject({ decisions: [{ window: { open: false, ownHours: hours } }] });
  const reminder = await bed.ask({ to: '+33639983103', category: 'informative', text: REMINDER });
  expect(await bed.verdict(reminder)).toMatchObject({ verdict: 'cleared' });

  await bed.restart('2026-11-26T08:59:57Z');
  const cleared = await bed.firstCleared(held.messageId);
  expect(cleared.clearedAt).toBeGreaterThanOrEqual(Date.parse('2026-11-26T09:00:00Z'));
  expect(cleared.windowClosesAt).toBe(Date.parse('2026-11-26T16:45:00Z'));
});

test('hours looser than those of the country are limited to these', async () => {
  await bed.restart(LATE);
  await choose({ wednesday: '00:00-24:00' }, LATE, { open: true, nextOpening: '2026-11-26T07:00:00.000Z' });
  const verdict = await advert('+33639983104');
  expect(verdict).toMatchObject({ verdict: 'cleared' });
  expect((await bed.firstCleared(verdict.messageId)).windowClosesAt).toBe(Date.parse('2026-11-25T20:15:00Z'));
});

test('allows a Sunday that the advertiser opens', async () => {
  await bed.restart(SUNDAY);
  await choose(undefined, SUNDAY, { open: false, nextOpening: '2026-11-30T07:00:00.000Z' });
  expect(await advert('+33639983105')).toMatchObject({ verdict: 'held' });
  await choose({ sunday: '10:00-18:00' }, SUNDAY, { open: true, nextOpening: '2026-11-30T07:00:00.000Z' });
  expect(await advert('+33639983106')).toMatchObject({ verdict: 'cleared' });
});

test('hours that never overlap those of the country refuse adverts, and the reason says what to change', async () => {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'holiday'];
  const never = Object.fromEntries(days.map((day) => [day, '22:00-23:30']));
  await choose(never, SUNDAY, { open: false, nextOpening: null });
  expect(await advert('+33639983107')).toMatchObject({
    verdict: 'refused',
    code: 'WINDOW_NEVER_OPENS',
    detail: expect.stringContaining('PATCH /v1/advertisers/:id'),
  });
});
