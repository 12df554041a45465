import { isSameText, withoutMention } from './appended-mention';

test.each([
  ['Lorane : -20% samedi. STOP 36180', 'Lorane : -20% samedi'],
  ['Lorane : -20% samedi STOP au 36180', 'Lorane : -20% samedi'],
  ['Lorane : -20%\nStop SMS 36180.', 'Lorane : -20%'],
])('%j is submitted without its mention', (text, without) => expect(withoutMention(text)).toBe(without));

test.each([
  'Sale. Unsubscribe: https://u.example/abc',
  'STOP 36180',
  'Lorane : -20% STOP',
  'Rendez-vous demain à 36180',
])('%j has no mention that a provider would append', (text) => expect(withoutMention(text)).toBeUndefined());

test('a provider may space the mention otherwise, and may not change a code or a word', () => {
  const ours = 'Lorane : -20% samedi. STOP 36180';
  expect(isSameText('Lorane : -20% samedi STOP 36180', ours)).toBe(true);
  expect(isSameText('Lorane : -20% samedi STOP 36034', ours)).toBe(false);
  expect(isSameText('Lorane : -20% samedi', ours)).toBe(false);
});
