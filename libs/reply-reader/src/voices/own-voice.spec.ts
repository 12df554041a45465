import { ownVoice } from './own-voice';

test.each([
  ['> Soldes. STOP au 36180\nSTOP', 'STOP'],
  ['"Vente privée samedi dès 9h STOP au 36180" stop merci', 'stop merci'],
  ['STOP\n--\nCordialement, Mme Leroy', 'STOP'],
  ['STOP\nJean\nEnvoyé de mon iPhone', 'STOP\nJean'],
  ['stop\nLe lun. 3 mars, Untel a écrit :\n-20% STOP au 36180', 'stop'],
  ['Le 12 mars 2026 à 10:02, Untel a écrit : STOP au 36180\nmerci', 'merci'],
  ['J\'ai répondu "STOP" hier', 'J\'ai répondu "STOP" hier'],
  ['A aimé « Vente privée samedi. STOP au 36180 »', 'A aimé'],
  ['« jamais fermé STOP', '« jamais fermé STOP'],
])('of %j the sender says %j', (text, own) => {
  expect(ownVoice(text).text.trim()).toBe(own);
});

test('names the omitted parts', () => {
  expect(ownVoice('> -20 %')).toMatchObject({ text: '', quoted: true });
  expect(ownVoice('stop')).toMatchObject({ quoted: false, marked: false });
});
