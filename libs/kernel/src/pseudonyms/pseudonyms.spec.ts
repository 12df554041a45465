import fc from 'fast-check';
import { Pseudonyms } from './pseudonyms';
import { RECIPIENT_KEY_PATTERN, RecipientKeys } from './recipient-key';

const secret = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const keys = new RecipientKeys(secret(1));
const pseudonyms = new Pseudonyms(secret(2));

describe('pseudonyms', () => {
  it('are others for each advertiser, always the same for one, and as long as a recipient key', () => {
    const number = fc.integer({ min: 1, max: 10 ** 12 }).map((digits) => `+${digits}`);
    fc.assert(
      fc.property(number, number, fc.uuid(), fc.uuid(), (a, b, lorane, bricolis) => {
        const known = (of: string, advertiserId: string) => pseudonyms.of(keys.keyOf(of), advertiserId);
        expect(known(a, lorane)).toMatch(new RegExp(RECIPIENT_KEY_PATTERN));
        expect(known(a, lorane)).not.toBe(keys.keyOf(a));
        expect(known(a, lorane) === known(b, lorane)).toBe(a === b);
        expect(known(a, lorane) === known(a, bricolis)).toBe(lorane === bricolis);
      }),
    );
  });

  it('differ with the secret, and so does its digest', () => {
    const others = new Pseudonyms(secret(3));
    expect(others.of(keys.keyOf('+33639980001'), 'x')).not.toBe(pseudonyms.of(keys.keyOf('+33639980001'), 'x'));
    expect(others.digest()).not.toBe(pseudonyms.digest());
    expect(new Pseudonyms(secret(2)).digest()).toBe(pseudonyms.digest());
  });

  it('cannot be made with a short secret', () => {
    expect(() => new Pseudonyms('c2hvcnQ=')).toThrow('PSEUDONYM_SECRET holds 5 bytes, 32 are needed');
  });
});
