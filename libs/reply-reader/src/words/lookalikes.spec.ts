import { lettersForDigits, plainLetters } from './lookalikes';

test.each([
  ['ＳＴＯＰ', 'STOP'],
  ['SТОР', 'STOP'],
  ['ѕтор', 'stop'],
  ['𝗦𝗧𝗢𝗣', 'STOP'],
  ['ⓢⓣⓞⓟ', 'stop'],
  ['🆂🆃🅾🅿', 'STOP'],
  ['🇸🇹🇴🇵', 'STOP'],
  ['s̶t̶o̶p̶', 'stop'],
  ['ꜱᴛᴏᴘ', 'stop'],
  ['ARRÃŠT', 'ARRÊT'],
  ['s’il', "s'il"],
  ['s´il', "s'il"],
])('%j looks like %j', (text, plain) => {
  expect(plainLetters(text)).toBe(plain);
});

test.each([
  ['st0p', 'stop'],
  ['5top', 'stop'],
  ['$top', 'stop'],
])('%j is typed for %j', (text, letters) => {
  expect(lettersForDigits(text)).toBe(letters);
});
