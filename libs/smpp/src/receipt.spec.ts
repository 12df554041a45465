import { RECEIPT_STATES, isReceiptText, messageStateOf, readReceipt, receiptText } from './receipt';

const parts = {
  messageId: '5f0c1a',
  state: 'UNDELIV' as const,
  error: '053',
  submittedAt: Date.parse('2026-11-25T18:59:30Z'),
  doneAt: Date.parse('2026-11-25T19:01:00Z'),
  text: 'Alba : soldes samedi, stat:DELIVRD err:000',
};

test('a receipt is written as in appendix B, and a state quoted in its text is not believed', () => {
  const text = receiptText(parts);
  expect(text).toBe(
    'id:5f0c1a sub:001 dlvrd:000 submit date:2611251859 done date:2611251901 stat:UNDELIV err:053 text:Alba : soldes samedi',
  );
  expect(readReceipt(receiptText({ ...parts, text: 'stat:DELIVRD' }))).toEqual({
    messageId: '5f0c1a',
    state: 'UNDELIV',
    error: '053',
    submittedLocal: '2026-11-25T18:59:00',
    doneLocal: '2026-11-25T19:01:00',
    isFinal: true,
  });
});

test.each([
  {
    it: 'dates with seconds',
    text: 'id:1 done date:261125190107 stat:DELIVRD',
    read: { messageId: '1', state: 'DELIVRD', doneLocal: '2026-11-25T19:01:07', isFinal: true },
  },
  {
    it: 'dates with a century',
    text: 'id:1 done date:20261125190107',
    read: { messageId: '1', doneLocal: '2026-11-25T19:01:07', isFinal: false },
  },
  {
    it: 'field names without spaces',
    text: 'id:1 submitdate:2611251901',
    read: { messageId: '1', submittedLocal: '2026-11-25T19:01:00', isFinal: false },
  },
  { it: 'a date of zeros as no date', text: 'id:1 done date:0000000000', read: { messageId: '1', isFinal: false } },
  {
    it: 'capitals and long words',
    text: 'ID:1 STAT:UNDELIVERABLE ERR:1',
    read: { messageId: '1', state: 'UNDELIV', error: '1', isFinal: true },
  },
  { it: 'DELIVERED', text: 'id:1 stat:DELIVERED', read: { messageId: '1', state: 'DELIVRD', isFinal: true } },
  {
    it: 'a state that is not final',
    text: 'id:1 stat:ACCEPTD',
    read: { messageId: '1', state: 'ACCEPTD', isFinal: false },
  },
  {
    it: 'fields behind the quoted text',
    text: 'text:-20% STOP 36180 id:1 stat:UNDELIV err:053',
    read: { messageId: '1', state: 'UNDELIV', error: '053', isFinal: true },
  },
  {
    it: 'fields with commas',
    text: 'id:1,sub:001,stat:DELIVRD',
    read: { messageId: '1', state: 'DELIVRD', isFinal: true },
  },
  { it: 'a word that is no state', text: 'id:1 stat:FOO', read: { messageId: '1', isFinal: false } },
  { it: 'a text without fields', text: 'STOP', read: { isFinal: false } },
  { it: 'nothing', text: '', read: { isFinal: false } },
])('reads $it', ({ text, read }) => {
  expect(readReceipt(text)).toEqual(read);
});

test.each([
  'id:5f0c1a sub:001 dlvrd:001 submit date:2611251859 done date:2611251901 stat:DELIVRD err:000 text:-20% STOP 36180',
  'id:5f0c1a stat:DELIVRD',
  'STAT:Delivered Err:0 ID:12',
  'stat: UNDELIV err: 053 id: 12 text: STOP',
  'text:-20% STOP 36180 id:12 sub:001 done date:2611251901 stat:EXPIRED err:801',
  'id:12 text:-20% STOP 36180 stat:REJECTD',
  'id:12, sub:001, done date:26-11-25 18:59, net_code:20801, stat:ENROUTE',
])('known as a receipt by its form: %s', (text) => {
  expect(isReceiptText(text)).toBe(true);
});

test.each([
  '',
  'STOP',
  'id: stop',
  'ID:12 STOP',
  'id: 12 stat: stop',
  'stat: delivered',
  'id: stat:DELIVRD',
  'Bonjour, id:12 stat:DELIVRD',
  'id:12 stat:DELIVRD STOP',
  'text: STOP',
  'id:12 err:0 text: stat:DELIVRD STOP',
])('the words of a person: %s', (text) => {
  expect(isReceiptText(text)).toBe(false);
});

test('the TLV decides the id, and the state when the text has none', () => {
  expect(readReceipt('id:12', { receiptedMessageId: '0c', messageState: 2 })).toEqual({
    messageId: '0c',
    state: 'DELIVRD',
    isFinal: true,
  });
});

test.each([
  { it: 'when the text has none', text: 'id:1 stat:UNDELIV', octets: '030035', error: '53' },
  { it: 'when the text has zeros', text: 'id:1 stat:UNDELIV err:000', octets: '030035', error: '53' },
  { it: 'not when the text has one', text: 'id:1 stat:UNDELIV err:801', octets: '030035', error: '801' },
  { it: 'not when it is zero', text: 'id:1 stat:UNDELIV err:000', octets: '030000', error: '000' },
  { it: 'not when it is cut short', text: 'id:1 stat:UNDELIV', octets: '0300', error: undefined },
])('the error comes from network_error_code $it', ({ text, octets, error }) => {
  expect(readReceipt(text, { networkError: Buffer.from(octets, 'hex') }).error).toBe(error);
});

test.each(RECEIPT_STATES)('%s has a message_state that reads back as it', (state) => {
  expect(readReceipt('', { messageState: messageStateOf(state) }).state).toBe(state);
});
