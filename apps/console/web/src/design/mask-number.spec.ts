import { maskNumber, spaceNumber } from './mask-number';

test.each([
  { it: 'shows its country and its end', number: '+33639980012', masked: '+33 •• •• •• 12' },
  { it: 'is masked with its spaces', number: '+33 6 39 98 00 12', masked: '+33 •• •• •• 12' },
  { it: 'stays as the server has masked it', number: '+336****12', masked: '+336****12' },
  { it: 'shows nothing when it is short', number: '36200', masked: '•••••' },
])('a number $it', ({ number, masked }) => {
  expect(maskNumber(number)).toBe(masked);
});

test('groups the digits of a French number in pairs, and leaves others unchanged', () => {
  expect(spaceNumber('+33639980012')).toBe('+33 6 39 98 00 12');
  expect(spaceNumber('+32470000000')).toBe('+32470000000');
});
