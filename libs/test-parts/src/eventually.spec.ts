import { eventually } from './eventually';

describe('eventually', () => {
  it('passes on the first truthy value', async () => {
    const values = [undefined, 0, 'there'];
    await expect(eventually('a value', () => values.shift(), { everyMs: 1 })).resolves.toBe('there');
  });

  it('takes an exception for "not yet"', async () => {
    let tries = 0;
    const check = () => {
      tries += 1;
      if (tries < 3) throw new Error('too early');
      return tries;
    };
    await expect(eventually('the third try', check, { everyMs: 1 })).resolves.toBe(3);
  });

  test.each([
    { it: 'the last value', check: () => null, saw: 'it gave null' },
    { it: 'the last error', check: () => expect(1).toBe(2), saw: 'it threw' },
  ])('fails with the sentence and $it', async ({ check, saw }) => {
    const waiting = eventually('the moon is blue', check, { timeoutMs: 5, everyMs: 1 });
    await expect(waiting).rejects.toThrow(/^Timed out after 0\.005 s waiting until the moon is blue\. Last result: /);
    await expect(waiting).rejects.toThrow(saw);
  });
});
