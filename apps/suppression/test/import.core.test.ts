import { request } from 'node:http';
import type { RunningService } from '@stopsms/bootstrap';
import type { OptOut, OptOutChanged } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

jest.setTimeout(300_000);

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
});
afterAll(() => bed.end());

interface Answer {
  status: number;
  body: {
    imported: number;
    repeated: number;
    refusedCount: number;
    refused: { row: number; code: string; reason: string }[];
    code?: string;
    detail?: string;
  };
}

async function post(csv: NonNullable<RequestInit['body']>, query = ''): Promise<Answer> {
  const response = await fetch(`${service.url}/v1/opt-outs/import${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: csv,
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

test('a list of another platform opts out its numbers without confirmation, and a repetition changes nothing', async () => {
  const csv = [
    'phone,scope,at,source,reason',
    `+33639980001,${acme},2024-05-01T10:00:00Z,STOP,"said ""stop"", wrote from 06 39 98 00 01"`,
    `0639980002,*,,,`,
    `00 33 6 39 98 00 03,${acme}/news,01/06/2024 10:30,,`,
    `+33639980001,${acme},2024-05-01T10:00:00Z,,the same once more`,
  ].join('\n');
  expect(await post(csv)).toMatchObject({
    status: 200,
    body: { imported: 3, repeated: 1, skipped: 0, refusedCount: 0, refused: [] },
  });
  const published = await eventually('the three are published', () => (changes.length >= 3 ? changes : undefined));
  expect(published.map(({ value }) => value.source)).toEqual(['import', 'import', 'import']);
  expect(JSON.stringify(published.map(({ key, value }) => [key, value]))).not.toMatch(/(33|0)63998/);
  await eventually('they are on the list, since when they were on the other', () => {
    expect(optOuts().map(({ key, value }) => [key, value.at])).toEqual(
      expect.arrayContaining([
        [`${keys.keyOf('+33639980001')}:${acme}`, Date.parse('2024-05-01T10:00:00Z')],
        [`${keys.keyOf('+33639980003')}:${acme}/news`, Date.parse('2024-06-01T08:30:00Z')],
      ]),
    );
    return true;
  });
  const [event] = await bed.sql(
    `SELECT reason FROM suppression.opt_out_event WHERE recipient_key = '${keys.keyOf('+33639980001')}'`,
  );
  expect(event?.reason).toBe('list of another platform, which said: STOP: said "stop", wrote from <number>');
  expect(await post(csv)).toMatchObject({ body: { imported: 0, repeated: 4 } });
  const [events] = await bed.sql('SELECT count(*)::int AS count FROM suppression.opt_out_event');
  expect(events).toEqual({ count: 3 });
});

test('a French Excel export is read: Windows-1252, semicolons, a BOM or not, CRLF, quoted numbers', async () => {
  const rows = ['Téléphone;Motif', '="0639980011";"désinscrit à l’été"', '06.39.98.00.12;', "'0639980013;", '']
    .join('\r\n')
    .replace('’', '\x92');
  const answer = await post(Buffer.from(rows, 'latin1'), `?advertiserId=${acme}`);
  expect(answer).toMatchObject({ status: 200, body: { imported: 3, repeated: 0, refusedCount: 0, refused: [] } });
  const [event] = await bed.sql(
    `SELECT reason FROM suppression.opt_out_event WHERE recipient_key = '${keys.keyOf('+33639980011')}'`,
  );
  expect(event?.reason).toContain('désinscrit à l’été');
  const utf8 = await post(`\ufeffphone\r\n0639980014\r\n`, `?advertiserId=${acme}`);
  expect(utf8.body).toMatchObject({ imported: 1 });
});

test('imports good rows and refuses others with row and reason, never with their number', async () => {
  const csv = [
    'phone;scope;at',
    '0639980021;;',
    `0145678901;${acme};`,
    `6,39E+08;${acme};`,
    '0639980022;ACME;',
    '0639980023;00000000-0000-4000-8000-000000000000;',
    `0639980024;${acme};yesterday`,
    `0639980025;${acme};2099-01-01`,
    '',
    `0639980026;${acme.toUpperCase()};`,
    ';;',
  ].join('\n');
  const { body } = await post(csv);
  expect(body).toMatchObject({ imported: 1, repeated: 0, refusedCount: 7 });
  expect(body.refused.map(({ row, code }) => [row, code])).toEqual([
    [1, 'SCOPE_MISSING'],
    [2, 'PHONE_LANDLINE'],
    [3, 'PHONE_EXCEL_MANGLED'],
    [4, 'SCOPE_WRONG'],
    [5, 'SCOPE_UNKNOWN'],
    [6, 'AT_UNREADABLE'],
    [7, 'AT_FUTURE'],
  ]);
  expect(JSON.stringify(body)).not.toMatch(/3998|4567/);
});

test('an opt-out older than the person’s return leaves the return as it is', async () => {
  const key = keys.keyOf('+33639980031');
  await post(`phone,at\n+33639980031,2024-01-01T00:00:00Z`, `?advertiserId=${acme}`);
  await bed.sql(`UPDATE suppression.opt_out SET state = 'back', since = '2025-01-01Z' WHERE recipient_key = '${key}'`);
  const older = await post(`phone,at\n+33639980031,2024-06-01T00:00:00Z`, `?advertiserId=${acme}`);
  expect(older.body).toMatchObject({ imported: 0, repeated: 1 });
  const newer = await post(`phone,at\n+33639980031,2025-06-01T00:00:00Z`, `?advertiserId=${acme}`);
  expect(newer.body).toMatchObject({ imported: 1, repeated: 0 });
});

test('an undated row opts a returned person out again, once for each return', async () => {
  const key = keys.keyOf('+33639980032');
  const list = () => post('phone\n+33639980032', `?advertiserId=${acme}`);
  const state = () =>
    bed.sql('SELECT state, episode_id AS episode FROM suppression.opt_out WHERE recipient_key = $1', [key]);
  expect((await list()).body).toMatchObject({ imported: 1, repeated: 0 });
  for (const _ of [1, 2]) {
    const [before] = await state();
    await bed.sql(`UPDATE suppression.opt_out SET state = 'back', since = now() WHERE recipient_key = $1`, [key]);
    expect((await list()).body).toMatchObject({ imported: 1, repeated: 0 });
    const [after] = await state();
    expect(after).toEqual({ state: 'out', episode: expect.not.stringContaining(String(before?.['episode'])) });
    // What dispatchers follow says so too, or adverts would go on.
    await eventually('the topic has the new opt-out', () =>
      optOuts().some(({ value }) => value.state === 'out' && value.episodeId === after?.['episode']),
    );
    expect((await list()).body).toMatchObject({ imported: 0, repeated: 1 });
    expect(await state()).toEqual([after]);
  }
});

test('an interrupted upload keeps recorded rows, and the service continues', async () => {
  const rows = Array.from({ length: 2_000 }, (_, n) => `+3363998${6_000 + (n % 1_500)}`).join('\n');
  await new Promise<void>((resolve) => {
    const broken = request(`${service.url}/v1/opt-outs/import?advertiserId=${acme}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'content-length': '9999999' },
    });
    broken.on('error', () => resolve());
    broken.write(`phone\n${rows}\n`, () => broken.destroy());
  });
  // A busy machine may interrupt it, and then says to send the whole file again.
  const { body } = await eventually('the whole list is taken', async () => {
    const answer = await post(`phone\n${rows}\n`, `?advertiserId=${acme}`);
    return answer.status === 200 && answer;
  });
  expect(body.imported + body.repeated).toBe(2_000);
});

test('the same list sent twice at once is recorded once', async () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => `+3363998${8_000 + n},2024-01-01`).join('\n');
  const twice = [1, 2].map(() => post(`phone,at\n${rows}\n`, `?advertiserId=${acme}`));
  const answers = await Promise.all(twice);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers.reduce((sum, { body }) => sum + body.imported, 0)).toBe(1_000);
  await eventually(
    'each is published once',
    () => changes.filter(({ value }) => value.at === Date.parse('2023-12-31T23:00:00Z')).length === 1_000,
  );
});
