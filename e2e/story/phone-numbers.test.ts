import { randomBytes, randomUUID } from 'node:crypto';
import { PHONE_NUMBER } from './phone-numbers';

const NUMBERS = [
  ...['+33639985012', '0033639985012', '33639985012', '0639985012'],
  ...['06 39 98 50 12', '06.39.98.50.12', '+33 6 39 98 50 12'],
  ...['+262692005001', '590690005001', '0692005001'],
];

test('a number is found in each form, wherever it is written', () => {
  const texts = NUMBERS.flatMap((number) => [
    ...[number, `{"from":"${number}"}`, `/persons/${encodeURIComponent(number)}?x`],
    ...[`to ${number}, once`, `sms_to_${number}`, `x{to="${number}"}`],
  ]);
  expect(texts.filter((text) => !PHONE_NUMBER.test(text))).toEqual([]);
});

test('digits within an ID, a trace or a time are not a number', () => {
  const ids = [
    '0399812a-0639-4985-8012-06399850126f',
    'a0639985012-4f00',
    '4bf92f0639985012a3ce929d0e0e4736',
    '26269200500112',
    '1795510800000',
    ...Array.from({ length: 20_000 }, () => randomUUID()),
    ...Array.from({ length: 20_000 }, () => randomBytes(16).toString('hex')),
  ];
  expect(ids.filter((id) => PHONE_NUMBER.test(id))).toEqual([]);
});
