import { redactedKey, redactedValue } from './redact';

const ID = '8d1f6c1e-8c0a-4a59-9d5a-0b3d1f6f7a10';

describe('a redacted record', () => {
  it.each([
    [
      'a request',
      { id: ID, to: '+33639980001', text: 'Soldes', category: 'marketing' },
      { id: ID, to: '<12 characters>', text: '<6 characters>', category: 'marketing' },
    ],
    [
      'a number given as a number',
      { to: 33639980001, notBefore: 1_764_000_000_000, attempt: 2 },
      { to: '<number>', notBefore: 1_764_000_000_000, attempt: 2 },
    ],
    [
      'a number where a word belongs',
      { code: '0639980001', country: 'FR' },
      { code: '<10 characters>', country: 'FR' },
    ],
    ['a number as a field’s name', { '+33639980001': true }, { '<number>': true }],
    [
      'lists',
      { codes: ['36180'], parts: [{ text: 'abc' }] },
      { codes: ['<5 characters>'], parts: [{ text: '<3 characters>' }] },
    ],
  ])('keeps ids and words of ours: %s', (_, value, shown) => {
    expect(redactedValue(Buffer.from(JSON.stringify(value)))).toEqual(shown);
  });

  it('shows only the size of a value that is not JSON', () => {
    expect(redactedValue(Buffer.from('call +33639980001'))).toBe('<17 bytes that are not JSON>');
  });

  it('shows a key that is an identifier and no other', () => {
    expect(redactedKey(Buffer.from(ID))).toBe(ID);
    expect(redactedKey(Buffer.from('+33639980001'))).toBe('<12 characters>');
  });
});
