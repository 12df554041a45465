import { RecipientKeys } from '@stopsms/kernel';
import { type AbuseReport, identifyReport } from './abuse-report';

const keys = new RecipientKeys(Buffer.alloc(32, 7).toString('base64'));
const NOW = Date.parse('2026-11-25T10:00:00Z');
const keep = (more: Partial<AbuseReport> = {}) =>
  identifyReport(
    { source: '33700', received_at: Date.parse('2026-11-25T09:00:00Z'), sender: 'LORANE', ...more },
    keys,
    NOW,
  );

test('stores neither the number nor a digit of the text', () => {
  const kept = keep({
    recipient: '06 39 98 00 12',
    text: 'Appelez le 0639980012, code ４２',
    sent_at: Date.parse('2026-11-24T09:00:00Z'),
  });
  expect(kept).toMatchObject({
    recipientKey: keys.keyOf('+33639980012'),
    text: 'Appelez le 0000000000, code 00',
    receivedAt: Date.parse('2026-11-25T09:00:00Z'),
    sentAt: Date.parse('2026-11-24T09:00:00Z'),
  });
  expect(JSON.stringify(kept)).not.toContain('639980012');
});

test.each([
  { it: 'a number too short', more: { recipient: '06 39' }, code: 'PHONE_TOO_SHORT' },
  { it: 'a landline', more: { recipient: '+33145678901' }, code: 'PHONE_LANDLINE' },
  { it: 'tomorrow', more: { received_at: Date.parse('2026-11-26T09:00:00Z') }, code: 'RECEIVED_IN_FUTURE' },
])('$it is refused', ({ more, code }) => {
  expect(keep(more)).toMatchObject({ code });
});

test.each([
  ['absent', undefined],
  ['hashed', '9f86d081884c7d659a2feaa0c55ad015'],
])('treats a recipient that is %s as unknown', (_, recipient) => {
  expect(keep({ recipient })).not.toHaveProperty('recipientKey');
  expect(keep({ recipient })).toHaveProperty('id');
});

describe('a report is the same as another', () => {
  const same = (one: Partial<AbuseReport>, other: Partial<AbuseReport>) => {
    const [a, b] = [keep(one), keep(other)];
    return 'id' in a && 'id' in b && a.id === b.id;
  };
  const bare = { recipient: '+33639980012', text: 'Promo 20' };
  test.each([
    { it: 'with its source’s id', one: { report_id: '7' }, other: { report_id: '7', text: 'longer' }, is: true },
    {
      it: 'unless another source has that id',
      one: { report_id: '7' },
      other: { report_id: '7', source: 'operator' },
      is: false,
    },
    {
      it: 'with sender, number, day and text, if it has no id',
      one: bare,
      other: { ...bare, sender: 'Lorane', recipient: '0639980012', received_at: Date.parse('2026-11-25T01:00:00Z') },
      is: true,
    },
    {
      it: 'unless the day is another',
      one: bare,
      other: { ...bare, received_at: Date.parse('2026-11-24T09:00:00Z') },
      is: false,
    },
    { it: 'unless the number is another', one: bare, other: { ...bare, recipient: '+33639980013' }, is: false },
    { it: 'unless the text is another', one: bare, other: { ...bare, text: 'Soldes' }, is: false },
  ])('$it', ({ one, other, is }) => {
    expect(same(one, other)).toBe(is);
  });
});
