import { Handsets, type Message } from './handsets';

const ANNE = '+33639980001';
const BELA = '+33639980002';

const message = (to: string, text: string): Message => ({
  to,
  from: 'ALBA',
  text,
  at: 0,
  messageId: text,
  partIds: [text],
  encoding: 'GSM-7',
});

test('a handset shows its own messages, oldest first', () => {
  const handsets = new Handsets(10);
  [message(ANNE, '1'), message(BELA, '2'), message(ANNE, '3')].forEach((sent) => handsets.show(sent));
  expect(handsets.messagesOf(ANNE).map(({ text }) => text)).toEqual(['1', '3']);
  expect(handsets.messagesOf('+33639980003')).toEqual([]);
  expect(handsets.count).toBe(2);
});

test('over the capacity the oldest message goes, from its handset too', () => {
  const handsets = new Handsets(2);
  [message(BELA, '1'), message(ANNE, '2'), message(ANNE, '3')].forEach((sent) => handsets.show(sent));
  expect(handsets.after(0, 10).map(({ text }) => text)).toEqual(['2', '3']);
  expect(handsets.messagesOf(BELA)).toEqual([]);
  expect(handsets.count).toBe(1);
});

test('cleared, it has no handset', () => {
  const handsets = new Handsets(10);
  handsets.show(message(ANNE, '1'));
  handsets.clear();
  expect([handsets.count, handsets.after(0, 10), handsets.messagesOf(ANNE)]).toEqual([0, [], []]);
});
