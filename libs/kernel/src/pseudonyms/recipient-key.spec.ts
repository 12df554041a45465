import fc from 'fast-check';
import { RECIPIENT_KEY_PATTERN, RecipientKeys } from './recipient-key';

const secret = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const keys = new RecipientKeys(secret(1));

describe('recipient keys', () => {
  it('are 22 characters of base64url, the same each time, and differ between numbers', () => {
    const number = fc.integer({ min: 1, max: 10 ** 12 }).map((digits) => `+${digits}`);
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(keys.keyOf(a)).toMatch(new RegExp(RECIPIENT_KEY_PATTERN));
        expect(keys.keyOf(a) === keys.keyOf(b)).toBe(a === b);
      }),
    );
  });

  it('differ with the secret, and so does the canary', () => {
    const others = new RecipientKeys(secret(2));
    expect(others.keyOf('+33639980001')).not.toBe(keys.keyOf('+33639980001'));
    expect(others.canary()).not.toBe(keys.canary());
    expect(new RecipientKeys(secret(1)).canary()).toBe(keys.canary());
  });

  it.each(['', 'short', Buffer.alloc(31).toString('base64')])('cannot be made with the secret "%s"', (wrong) => {
    expect(() => new RecipientKeys(wrong)).toThrow('32 are needed');
  });
});
