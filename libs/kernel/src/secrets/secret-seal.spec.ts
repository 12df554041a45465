import { randomBytes } from 'node:crypto';
import { SEALED_PATTERN, SecretSeal } from './secret-seal';

const key = (): string => randomBytes(32).toString('base64');

describe('a sealed secret', () => {
  const [first, second] = [key(), key()];
  const seal = new SecretSeal(first);
  const sealed = seal.seal('whsec_abc', 'lorane/1');

  it('opens with its key, and does not reveal its content', () => {
    expect(sealed).toMatch(new RegExp(SEALED_PATTERN));
    expect(sealed).not.toContain('abc');
    expect(new SecretSeal(first).open(sealed, 'lorane/1')).toBe('whsec_abc');
    expect(seal.seal('whsec_abc', 'lorane/1')).not.toBe(sealed);
  });

  it('opens neither with another key nor after a change', () => {
    expect(seal.open(sealed, 'bricolis/1')).toBeUndefined();
    expect(new SecretSeal(second).open(sealed, 'lorane/1')).toBeUndefined();
    const [name = '', rest = ''] = sealed.split('.');
    const bytes = Buffer.from(rest, 'base64url');
    for (let n = 0; n < bytes.length; n++) {
      const changed = Buffer.from(bytes);
      changed[n] = (changed[n] ?? 0) ^ 1;
      expect(seal.open(`${name}.${changed.toString('base64url')}`, 'lorane/1')).toBeUndefined();
    }
    for (const none of ['', '.', name, `${name}.`, `${name}.AAAA`]) expect(seal.open(none, 'lorane/1')).toBeUndefined();
  });

  it('opens with the old key beside the new one, which seals', () => {
    const both = new SecretSeal(`${second}, ${first}`);
    expect(both.open(sealed, 'lorane/1')).toBe('whsec_abc');
    expect(both.isOld(sealed)).toBe(true);
    const anew = both.seal('whsec_abc', 'lorane/1');
    expect(both.isOld(anew)).toBe(false);
    expect(new SecretSeal(second).open(anew, 'lorane/1')).toBe('whsec_abc');
    expect(seal.open(anew, 'lorane/1')).toBeUndefined();
  });

  it.each([
    ['short', 'holds 3 bytes, 32 are needed'],
    ['', 'holds 0 bytes'],
    [`${first},`, 'holds 0 bytes'],
    [[key(), key(), key()].join(), 'holds 3 keys, 2 at most'],
  ])('is not made with the key "%s"', (wrong, says) => {
    expect(() => new SecretSeal(wrong)).toThrow(says);
  });
});
