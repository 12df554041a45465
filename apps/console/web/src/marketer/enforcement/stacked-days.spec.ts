import { OTHERS, stackedDays } from './stacked-days';

const day = (date: string, ...reasons: [code: string, messages: number][]) => ({
  day: date,
  cleared: 100,
  reasons: reasons.map(([code, messages]) => ({ code, verdict: 'refused' as const, messages })),
});

test('days are stacked from the earliest on, by the most frequent reason, as shares of the highest day', () => {
  const { codes, highest, bars } = stackedDays([day('2026-11-26', ['B', 1], ['A', 3]), day('2026-11-25', ['B', 8])]);
  expect(codes).toEqual(['B', 'A']);
  expect(highest).toBe(8);
  expect(bars).toEqual([
    { day: '2026-11-25', parts: [{ code: 'B', messages: 8, from: 0, to: 1 }] },
    {
      day: '2026-11-26',
      parts: [
        { code: 'B', messages: 1, from: 0, to: 0.125 },
        { code: 'A', messages: 3, from: 0.125, to: 0.5 },
      ],
    },
  ]);
});

test('rare reasons share one part, and a period without any has bars of nothing', () => {
  const many = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((code, index) => [code, 10 - index] as [string, number]);
  const { codes, bars } = stackedDays([day('2026-11-25', ...many)]);
  expect(codes).toEqual(['A', 'B', 'C', 'D', 'E', OTHERS]);
  expect(bars[0]?.parts.at(-1)).toMatchObject({ code: OTHERS, messages: 9, to: 1 });
  expect(stackedDays([day('2026-11-25')])).toEqual({ codes: [], highest: 1, bars: [{ day: '2026-11-25', parts: [] }] });
});
