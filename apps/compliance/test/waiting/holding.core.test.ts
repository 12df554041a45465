import { randomUUID } from 'node:crypto';
import { optOutKey, optOuts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { LORANE, REMINDER } from '../fixtures';
import { Bed } from '../bed';

/** Wednesday, 23:00 in Paris; the window opens on Thursday at 08:00. */
const NIGHT = '2026-11-25T22:00:00Z';
const JUST_BEFORE_OPENING = '2026-11-26T06:59:56Z';
const opening = Date.parse('2026-11-26T07:00:00.000Z');

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const advert = async (to: string, more: object = {}) => {
  await bed.consent(to);
  return bed.ask({ to, ...more });
};
const story = (id: string) => bed.verdictsOf(id).map(({ verdict, code, attempt }) => [verdict, code, attempt]);

test('holds a message until the morning, releases it when the window opens, and decides it again', async () => {
  await bed.restart(NIGHT);
  const waits = await advert('+33639983001');
  const stops = await advert('+33639983002');
  const expires = await advert('+33639983003', { expiresAt: opening });
  const later = await advert('+33639983004', { notBefore: opening + 3_600_000 });
  const reminder = await bed.ask({ to: '+33639983005', category: 'informative', text: REMINDER });
  expect(await bed.verdict(waits)).toMatchObject({
    verdict: 'held',
    code: 'WINDOW_CLOSED',
    heldUntil: opening,
    attempt: 1,
  });
  expect(await bed.verdict(stops)).toMatchObject({ verdict: 'held', code: 'WINDOW_CLOSED' });
  expect(await bed.verdict(expires)).toMatchObject({ verdict: 'held', heldUntil: opening });
  expect(await bed.verdict(later)).toMatchObject({
    verdict: 'held',
    code: 'NOT_BEFORE',
    heldUntil: opening + 3_600_000,
  });
  expect(await bed.verdict(reminder)).toMatchObject({ verdict: 'cleared' });
  const metrics = await bed.metrics();
  expect(metrics).toMatch(/stopsms_compliance_held\{[^}]*\} 4/);

  const recipientKey = keys.keyOf('+33639983002');
  const optOut = {
    state: 'out',
    scope: LORANE.id,
    episodeId: randomUUID(),
    at: Date.parse(NIGHT),
    source: 'sms',
    evidenceId: '1',
  };
  await bed.send(optOuts, optOutKey(recipientKey, LORANE.id), optOut);
  expect(bed.cleared(waits)).toEqual([]);

  await bed.restart(JUST_BEFORE_OPENING);
  await eventually('the advert leaves', () => bed.cleared(waits).length > 0);
  expect(bed.cleared(waits)).toMatchObject([{ attempt: 2, windowClosesAt: Date.parse('2026-11-26T18:45:00Z') }]);
  expect(bed.cleared(waits)[0]?.clearedAt).toBeGreaterThanOrEqual(opening);
  expect(story(waits)).toEqual([
    ['held', 'WINDOW_CLOSED', 1],
    ['released', undefined, 2],
    ['cleared', undefined, 2],
  ]);
  expect(story(stops).slice(1)).toEqual([
    ['released', undefined, 2],
    ['refused', 'OPTED_OUT', 2],
  ]);
  expect(story(expires).slice(1)).toEqual([
    ['released', undefined, 2],
    ['refused', 'EXPIRED', 2],
  ]);
  expect(story(later)).toHaveLength(1);
});
