import { Progress } from './progress';

describe('the progress of long work', () => {
  const lines: string[] = [];
  let at = 0;
  const progress = () =>
    new Progress(
      'records written',
      10_000,
      (line) => lines.push(line),
      () => at,
    );
  beforeEach(() => {
    lines.length = 0;
    at = 0;
  });

  it('is printed every ten seconds, with the rate and what is left', () => {
    const filling = progress();
    for (const second of [4, 9, 10, 15, 20]) {
      at = 1_000 * second;
      filling.add(500);
    }
    expect(lines).toEqual([
      '  1500 of 10000 records written (15 %), 150 a second, 57 s left',
      '  2500 of 10000 records written (25 %), 125 a second, 60 s left',
    ]);
  });

  it('speaks of minutes when they are many', () => {
    const filling = progress();
    at = 10_000;
    filling.add(500);
    expect(lines[0]).toMatch(/3 min 10 s left$/);
  });

  it('prints only its end for short work', () => {
    const filling = progress();
    at = 2_000;
    filling.add(10_000);
    filling.end();
    expect(lines).toEqual(['  10000 records written in 2 s, 5000 a second']);
  });
});
