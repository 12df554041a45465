import { keywordForm, visibleText } from './normalise';

test.each([
  ['STOP', 'stop'],
  ['  Stop \r\n', 'stop'],
  ['ARRE\u0302T', 'arret'],
  ['ARRÊT', 'arret'],
  ['stop\u00a0\n sms', 'stop sms'],
  ['S\u200bT\u0000OP', 'stop'],
  ['\ufeff\u202astop\u202c', 'stop'],
  ['stop\u2800', 'stop'],
])('%j is compared as %j', (text, form) => {
  expect(keywordForm(visibleText(text))).toBe(form);
});

test.each([['STOP.'], ['ＳＴＯＰ'], ['SТОР'], ['s\u0336t\u0336o\u0336p\u0336'], ['st0p'], ['s t o p'], ['ſtop']])(
  '%j is not the keyword: its difference can be seen',
  (text) => {
    expect(keywordForm(visibleText(text))).not.toBe('stop');
  },
);
