import { Bed } from './bed';
import { HALF_AN_HOUR_ON, REMINDER } from './fixtures';

const OTHER = Buffer.alloc(32, 8).toString('base64');

let bed: Bed;
beforeAll(async () => (bed = await Bed.make()));
afterAll(() => bed?.end());

test('reads nothing with another secret, because it would not recognise opted-out people', async () => {
  await bed.stop();
  const id = await bed.ask({ category: 'informative', text: REMINDER });
  await expect(bed.start({ STOPSMS_RECIPIENT_SECRET: OTHER, STOPSMS_CLOCK: HALF_AN_HOUR_ON })).rejects.toThrow(
    /^STOPSMS_RECIPIENT_SECRET differs .* compliance .* will not start/,
  );
  expect([await bed.sql('SELECT FROM asked'), bed.verdictsOf(id)]).toEqual([[], []]);
  await bed.startReady({ STOPSMS_CLOCK: HALF_AN_HOUR_ON });
  expect((await bed.verdict(id)).verdict).toBe('cleared');
});
