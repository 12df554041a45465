import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { keys } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  service = await bed.startReady();
});
afterAll(() => bed.end());

interface Imported {
  importId: string;
  format: string;
  imported: number;
  repeated: number;
  skipped: number;
  notUnderstood: number;
  notUnderstoodRows: number[];
  refusedCount: number;
}

async function importFile(name: string): Promise<Imported> {
  const response = await fetch(`${service.url}/v1/opt-outs/import?advertiserId=${acme}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: readFileSync(join(__dirname, 'lists', name)),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Imported;
}

const outOf = async () => {
  const rows = await bed.sql<{ key: string }>('SELECT recipient_key AS key FROM opt_out WHERE state = $1', ['out']);
  return rows.map(({ key }) => key);
};

test.each<{
  file: string;
  format: string;
  out: number[];
  in: number[];
  skipped: number;
  refusedCount: number;
  notUnderstoodRows?: number[];
}>([
  {
    ...{
      file: 'twilio-messages.csv',
      format: 'twilio',
      out: [102, 103, 104],
      in: [101, 105],
      skipped: 2,
      refusedCount: 0,
    },
    notUnderstoodRows: [4],
  },
  { file: 'brevo-contacts.csv', format: 'brevo', out: [111], in: [112], skipped: 1, refusedCount: 1 },
  { file: 'mautic-dnc.csv', format: 'mautic', out: [121, 124], in: [122, 123], skipped: 2, refusedCount: 0 },
  { file: 'ovh-blacklists.csv', format: 'ovh', out: [131], in: [], skipped: 0, refusedCount: 0 },
])('imports only the opt-outs of $file, once, with the file as their evidence', async ({ file, out, ...expected }) => {
  const first = await importFile(file);
  const { format, skipped, refusedCount, notUnderstoodRows = [] } = expected;
  expect(first).toMatchObject({ format, skipped, refusedCount, imported: out.length, repeated: 0 });
  expect(first).toMatchObject({ notUnderstood: notUnderstoodRows.length, notUnderstoodRows });
  const known = await outOf();
  for (const n of out) expect(known).toContain(keys.keyOf(`+33639980${n}`));
  for (const n of expected.in) expect(known).not.toContain(keys.keyOf(`+33639980${n}`));
  const [event] = await bed.sql<{ evidence: string; reason: string; scope: string }>(
    'SELECT evidence_id AS evidence, reason, scope FROM opt_out_event WHERE recipient_key = $1',
    [keys.keyOf(`+33639980${out[0]}`)],
  );
  expect(event).toEqual({
    ...{ evidence: first.importId, scope: acme },
    reason: `list of another platform, which said: ${format} export`,
  });
  expect(await importFile(file)).toMatchObject({ imported: 0, repeated: out.length });
});
