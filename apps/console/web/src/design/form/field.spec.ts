import { type Field, bodyOf, changesOf, itemsOf, localInstant } from './field';

const fields: Field[] = [
  { name: 'name', label: '' },
  { name: 'document/kind', label: '' },
  { name: 'document/date', label: '', kind: 'instant' },
  { name: 'scopes', label: '', kind: 'list' },
  { name: 'quotas/messagesPerDay', label: '', kind: 'number' },
  { name: 'refusalOffered', label: '', kind: 'box' },
];

test('a body has the types of its fields, and nothing of empty ones', () => {
  const values = {
    name: '  Moka ',
    'document/kind': '',
    'document/date': '2026-11-25T11:00Z',
    scopes: 'send\n\n read ',
    'quotas/messagesPerDay': '0',
    refusalOffered: 'true',
    unknown: 'x',
  };
  expect(bodyOf(fields, values)).toEqual({
    name: 'Moka',
    document: { date: '2026-11-25T11:00:00.000Z' },
    scopes: ['send', 'read'],
    quotas: { messagesPerDay: 0 },
    refusalOffered: true,
  });
  expect(bodyOf(fields, {})).toEqual({});
});

test('a list has one item a line', () => {
  expect(itemsOf(' a \n\nb')).toEqual(['a', 'b']);
  expect(itemsOf(undefined)).toEqual([]);
});

test('an instant is written in local time and read back as the same minute', () => {
  const at = new Date('2026-11-25T11:07:00Z');
  expect(new Date(localInstant(at))).toEqual(at);
});

test('changes have the values that differ, and null for cleared ones', () => {
  const before = { name: 'Moka', scopes: 'send', 'document/kind': 'letter', 'document/date': '2026-11-25T11:00Z' };
  expect(changesOf(fields, before, { ...before, name: ' Moka ' })).toEqual({});
  expect(changesOf(fields, before, { ...before, name: '', scopes: 'send\nread' })).toEqual({
    name: null,
    scopes: ['send', 'read'],
  });
  expect(changesOf(fields, before, { ...before, 'document/kind': 'form' })).toEqual({
    document: { kind: 'form', date: '2026-11-25T11:00:00.000Z' },
  });
});
