import { senderNumber } from './sender-number';

test.each([
  { from: '+33639980012', e164: '+33639980012', region: 'FR' },
  { from: '0639980012', e164: '+33639980012', region: 'FR' },
  { from: '+33690000123', e164: '+590690000123', region: 'GP' },
  { from: '+447700900123', e164: '+447700900123', region: 'GB' },
  { from: '+33199001234', e164: '+33199001234', region: 'FR' },
  { from: '0199001234', e164: '+33199001234', region: 'FR' },
  { from: '+9991234567', e164: '+9991234567', region: 'FR' },
])('$from is $e164 in $region', ({ from, ...number }) => {
  expect(senderNumber(from, 'FR')).toMatchObject(number);
});

test.each(['', 'BANQUE', '36180', '+36', '+0612345678', '1234567890123456789'])(
  '"%s" is not a valid number',
  (from) => {
    expect(senderNumber(from, 'FR')).toBeUndefined();
  },
);
