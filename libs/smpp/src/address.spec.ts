import { fromAddress, toAddress } from './address';

test.each([
  { value: '+33639980012', address: { ton: 1, npi: 1, address: '33639980012' } },
  { value: '36180', address: { ton: 3, npi: 1, address: '36180' } },
  { value: 'ALBA', address: { ton: 5, npi: 0, address: 'ALBA' } },
  { value: '3Suisses', address: { ton: 5, npi: 0, address: '3Suisses' } },
])('$value is written as type $address.ton and read back', ({ value, address }) => {
  expect(toAddress(value)).toEqual(address);
  expect(fromAddress(address)).toBe(value);
});

test.each([{ value: '' }, { value: 'A'.repeat(21) }, { value: 'Noël' }, { value: 'A\0B' }])(
  'refuses to write "$value"',
  ({ value }) => {
    expect(() => toAddress(value)).toThrow(RangeError);
  },
);

test.each([
  { it: 'an international number with its plus', ton: 1, address: '+33639980012', read: '+33639980012' },
  { it: 'an international number with its 00', ton: 1, address: '0033639980012', read: '+33639980012' },
  { it: 'a code sent as an international number', ton: 1, address: '36180', read: '36180' },
  { it: 'a number of no type, without its plus', ton: 0, address: '33639980012', read: '+33639980012' },
  { it: 'a number of no type, with 00', ton: 0, address: '0033639980012', read: '+33639980012' },
  { it: 'a national number of no type, as it came', ton: 0, address: '0639980012', read: '0639980012' },
  { it: 'a national number, as it came', ton: 2, address: '639980012', read: '639980012' },
  { it: 'a code of no type', ton: 0, address: '36180', read: '36180' },
  { it: 'a name of digits', ton: 5, address: '123456789', read: '123456789' },
  { it: 'a name said to be international', ton: 1, address: 'ALBA', read: 'ALBA' },
  { it: 'nothing', ton: 1, address: '', read: '' },
])('reads $it', ({ ton, address, read }) => {
  expect(fromAddress({ ton, address })).toBe(read);
});
