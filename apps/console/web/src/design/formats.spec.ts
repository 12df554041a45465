import { formatsOf } from './formats';

const plain = (text: string) => text.replace(/\s/g, ' ');

test.each([
  { language: 'fr', number: '12 345', share: '0,5 %', money: '12,40 €', date: '24 nov. 2026, 10:00' },
  { language: 'en', number: '12,345', share: '0.5%', money: '€12.40', date: '24 Nov 2026, 10:00' },
])('formats numbers, money and times in $language', ({ language, ...expected }) => {
  const formats = formatsOf(language, 'Europe/Paris');
  expect({
    number: plain(formats.number(12_345)),
    share: plain(formats.share(5, 1000)),
    money: plain(formats.money('12.40', 'EUR')),
    date: plain(formats.dateTime('2026-11-24T09:00:00Z')),
  }).toEqual(expected);
});

test('names a country', () => {
  expect([formatsOf('fr').region('GB'), formatsOf('en').region('GB'), formatsOf('fr').region('?')]).toEqual([
    'Royaume-Uni',
    'United Kingdom',
    '?',
  ]);
});

test('a share of zero is not a number', () => {
  expect(formatsOf('fr').share(0, 0)).toBe('–');
});
