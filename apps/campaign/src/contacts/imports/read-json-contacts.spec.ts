import fc from 'fast-check';
import { MAX_COLUMNS } from './contact-table';
import { readJsonContacts } from './read-json-contacts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(json: string, size = json.length || 1) {
  const table = await readJsonContacts(inChunks(Buffer.from(json), size));
  if (!table.ok) return { refusal: table.refusal, rows: [] };
  const rows: string[][] = [];
  for await (const row of table.value.rows) {
    if (!row.ok) return { refusal: row.refusal, rows };
    rows.push(row.value);
  }
  return { headers: table.value.headers, rows };
}

test('columns are all names seen so far; missing values are empty', async () => {
  const json = JSON.stringify([
    { phone: '+33639980012', age: 42 },
    { prénom: 'Zoé', phone: '+33639980013', vip: true, city: null },
  ]);
  expect(await read(json)).toEqual({
    headers: ['phone', 'age', 'prénom', 'vip', 'city'],
    rows: [
      ['+33639980012', '42'],
      ['+33639980013', '', 'Zoé', 'true', ''],
    ],
  });
});

test('reads the same contacts however the input is split', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.constantFrom('phone', 'nom', 'ville'), fc.string()), { maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      async (contacts, size) => {
        const json = JSON.stringify(contacts);
        expect(await read(json, size)).toEqual(await read(json));
      },
    ),
  ));

test.each([
  ['no array', '{"phone":"1"}', /array of flat objects/],
  ['an object without names', ' {}', /array of flat objects/],
  ['a number', '7', /array of flat objects/],
  ['nothing', '', /array of flat objects/],
  ['a contact that is a text', '["x"]', /at \[0\]/],
  ['a nested value', '[{"phone":"1"},{"phone":{}}]', /at \[1\]\.\[phone\]/],
  ['broken JSON', '[{"phone":"1"},{bad', /not valid JSON to its end/],
  ['half of it', '[{"phone":"1"},{"phone"', /not valid JSON to its end/],
])('refuses %s', async (_, json, says) => {
  expect((await read(json, 5)).refusal).toMatchObject({
    code: 'JSON_NOT_CONTACTS',
    detail: expect.stringMatching(says),
  });
});

test('refuses an endless contact without buffering it', async () => {
  let taken = 0;
  async function* endless() {
    for (yield Buffer.from('[{"phone":"'); ; taken += 1) yield Buffer.alloc(16_384, 'a');
  }
  const table = await readJsonContacts(endless());
  expect(table).toMatchObject({ ok: false, refusal: { code: 'JSON_NOT_CONTACTS' } });
  expect(taken).toBeLessThan(10);
});

test('refuses contacts with ever new names at the column limit', async () => {
  const contacts = Array.from({ length: 60_000 }, (_, n) => ({ phone: '', [`k${n}`]: 1 }));
  const { refusal, rows } = await read(JSON.stringify(contacts), 65_536);
  expect(refusal).toMatchObject({ code: 'TOO_MANY_COLUMNS' });
  expect(rows).toHaveLength(MAX_COLUMNS - 1);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
  'a field named %s is an ordinary column and changes no object',
  async (name) => {
    const json = `[{"phone":"+33639980012","${name}":"x"},{"phone":"+33639980013"}]`;
    expect(await read(json, 7)).toEqual({
      headers: ['phone', name],
      rows: [
        ['+33639980012', 'x'],
        ['+33639980013', ''],
      ],
    });
    const nested = `[{"phone":"+33639980012","${name}":{"phone":"+33639980013","polluted":"x"}}]`;
    expect((await read(nested)).refusal).toMatchObject({ code: 'JSON_NOT_CONTACTS' });
    expect({}).not.toHaveProperty('polluted');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x');
  },
);
