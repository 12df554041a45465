import fc from 'fast-check';
import {
  RECIPIENT_KEY_PATTERN,
  RecipientKeys,
  UnknownGeneration,
  generationOf,
  recipientKeyBytes,
  recipientKeyFrom,
} from './recipient-key';

const secret = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const number = fc.integer({ min: 1, max: 10 ** 12 }).map((digits) => `+${digits}`);
const chain = (length: number) => Array.from({ length }, (_, n) => secret(n + 1)).join(',');
const at = (generation: number, secrets = chain(16)) => {
  const keys = new RecipientKeys(secrets);
  keys.use(generation);
  return keys;
};
const generation = fc.integer({ min: 0, max: 15 });

describe('keys of several generations', () => {
  it('name their generation, and differ between numbers in each', () => {
    fc.assert(
      fc.property(number, number, generation, (a, b, of) => {
        const keys = at(of);
        expect(keys.keyOf(a)).toMatch(new RegExp(RECIPIENT_KEY_PATTERN));
        expect(generationOf(keys.keyOf(a))).toBe(of);
        expect(keys.keyOf(a) === keys.keyOf(b)).toBe(a === b);
      }),
    );
  });

  it('are 16 bytes and a generation', () => {
    fc.assert(
      fc.property(number, generation, (a, of) => {
        const key = at(of).keyOf(a);
        expect(recipientKeyBytes(key)).toHaveLength(16);
        expect(recipientKeyFrom(recipientKeyBytes(key), of)).toBe(key);
      }),
    );
  });

  it('become one another without the number, in both directions', () => {
    fc.assert(
      fc.property(number, generation, generation, (a, from, to) => {
        expect(at(to).current(at(from).keyOf(a))).toBe(at(to).keyOf(a));
        expect(at(from).first(at(from).keyOf(a))).toBe(at(0).keyOf(a));
      }),
    );
  });

  it('are those of before where there is one secret, and where none of the others is used yet', () => {
    expect(at(0, secret(1)).keyOf('+33639980001')).toBe(at(0).keyOf('+33639980001'));
    expect(at(0).canary()).toBe(new RecipientKeys(secret(1)).canary());
    expect(at(3).digestOf('x')).toBe(at(0).digestOf('x'));
  });

  it('cannot be made of a number, nor read, by whoever lacks any secret of the chain', () => {
    const key = at(1, [secret(1), secret(2)].join()).keyOf('+33639980001');
    expect(at(1, [secret(1), secret(9)].join()).keyOf('+33639980001')).not.toBe(key);
    expect(at(1, [secret(9), secret(2)].join()).keyOf('+33639980001')).not.toBe(key);
    expect(key.slice(0, 21)).not.toBe(at(0).keyOf('+33639980001').slice(0, 21));
    expect(() => new RecipientKeys(secret(1)).current(key)).toThrow(UnknownGeneration);
    expect(() => new RecipientKeys(secret(1)).use(1)).toThrow('add the next one');
  });

  it('have a canary that differs with any secret up to theirs', () => {
    const canary = at(0, chain(2)).canaryOf(1);
    expect(at(0, chain(3)).canaryOf(1)).toBe(canary);
    for (const other of [
      [secret(1), secret(9)],
      [secret(9), secret(2)],
    ]) {
      expect(at(0, other.join()).canaryOf(1)).not.toBe(canary);
    }
    expect(at(0, chain(2)).canaryOf(0)).not.toBe(canary);
  });

  it('are not made with one secret twice, or with more than can be distinguished', () => {
    expect(() => new RecipientKeys([secret(1), secret(1)].join())).toThrow('one secret twice');
    expect(() => new RecipientKeys(chain(17))).toThrow('17 secrets, 16 at most');
    expect(() => new RecipientKeys(`${secret(1)},short`)).toThrow('32 are needed');
  });
});
