import { MAX_INSTANT, writtenInstant } from '@stopsms/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { cursorEpochMs, cursorInstant, dayField, epochMsField, instantField, isoInstantField } from './instant-fields';
import { Problem } from '../problem';
import { RequestPipe } from './request.pipe';

const OUTSIDE = 'at must lie between 1970-01-01 and 2099-12-31.';

function read(field: z.ZodType, at: unknown): unknown {
  try {
    return (new RequestPipe(z.strictObject({ at: field })).transform({ at }, { type: 'body' }) as { at: unknown }).at;
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

test.each([0, MAX_INSTANT, '1970-01-01T00:00:00Z', '2099-12-31T23:59:59.999Z', '2026-11-25T11:00:00+01:00'])(
  'an instant may be %j',
  (at) => expect(read(instantField(), at)).toBe(typeof at === 'number' ? at : Date.parse(at)),
);

test.each([
  ...[-1, MAX_INSTANT + 1, 8.64e15, 8.64e15 + 1, Number.MAX_SAFE_INTEGER, 1e300, -1e300],
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '2100-01-01T00:00:00Z'],
  ...['9999-12-31T23:59:59Z', '1970-01-01T00:30:00+01:00', '2099-12-31T23:59:59-01:00'],
])('an instant may not be %j', (at) => {
  expect(read(instantField(), at)).toBe(OUTSIDE);
  if (typeof at === 'number') expect(read(epochMsField(), String(at))).toBe(OUTSIDE);
  else expect(read(isoInstantField(), at)).toBe(OUTSIDE);
});

test.each(['0000-01-01', '1969-12-31', '2100-01-01', '9999-12-31'])('a day may not be %s', (day) =>
  expect(read(dayField(), day)).toBe(OUTSIDE),
);

test('every accepted value is an instant within the bounds, in any form', () => {
  const fields = [instantField(), isoInstantField(), epochMsField(), cursorEpochMs()];
  const iso = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const written = fc.oneof(iso, fc.integer(), fc.maxSafeInteger(), fc.double(), fc.string(), fc.anything());
  fc.assert(
    fc.property(written, (at) => {
      for (const field of fields) {
        const taken = field.safeParse(at);
        if (taken.success) expect([taken.data >= 0, taken.data <= MAX_INSTANT]).toEqual([true, true]);
      }
      const cursor = cursorInstant().safeParse(at);
      if (cursor.success) expect(Date.parse(cursor.data)).toBeLessThanOrEqual(MAX_INSTANT);
      const listed = typeof at === 'string' ? writtenInstant(at) : undefined;
      if (listed !== undefined) expect(listed).toBeLessThanOrEqual(MAX_INSTANT);
    }),
  );
});
