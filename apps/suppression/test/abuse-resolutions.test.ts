import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type OptOutChanged,
  type ReportMatch,
  type ReportToMatch,
  reportMatches,
  reportsToMatch,
} from '@stopsms/contracts';
import { RetentionJob } from '@stopsms/service';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
let changes: Seen<OptOutChanged>[];
let acme: string;
let asked: Seen<ReportToMatch>[];

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  changes = await bed.collectChanges();
  asked = await bed.collect<ReportToMatch>(reportsToMatch);
  service = await bed.startReady();
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(7_000 + (last += 1))}`;

interface Answer {
  status: number;
  body: Record<string, unknown> & { taken: { id: string }[]; items: Record<string, unknown>[] };
}
async function ask(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${service.url}/v1/abuse-reports${path}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
async function report(more: object = {}): Promise<string> {
  const one = { source: '33700', report_id: randomUUID(), received_at: '2026-11-20T09:00:00Z', sender: 'Nobody' };
  const { body } = await ask('', [{ ...one, ...more }]);
  return body.taken[0]?.id ?? '';
}
const looked = { by: 'Camille', reason: 'the person named the shop on the phone' };

test('a person resolves a report with the recipient found, who is opted out without a confirmation', async () => {
  const [phone, id] = [number(), await report()];
  const answer = await ask(`/${id}/resolve`, { ...looked, phone, advertiserId: acme });
  expect(answer).toEqual({ status: 200, body: { id, optedOut: { scope: acme, change: 'opted-out', state: 'out' } } });
  const change = await eventually('it is published', () => changes.find(({ key }) => key === keys.keyOf(phone)));
  expect(change.value).toMatchObject({ source: 'complaint', evidenceId: id, optOuts: [{ scope: acme }] });
  expect(change.value).not.toHaveProperty('msisdn');
  expect((await ask('?state=resolved')).body.items).toContainEqual(
    expect.objectContaining({ id, resolvedBy: 'Camille', resolution: looked.reason, advertiserId: acme }),
  );
  expect(await ask(`/${id}/resolve`, looked)).toMatchObject({ status: 409, body: { code: 'REPORT_SETTLED' } });
});

test('fields of the report need not be repeated', async () => {
  const phone = number();
  const shared = await report({ sender: 'Unknown', recipient: phone });
  const { body } = await ask(`/${shared}/resolve`, { ...looked, advertiserId: acme });
  expect(body).toMatchObject({ optedOut: { scope: acme, change: 'opted-out' } });
  const withSender = await report({ sender: 'acme' });
  const again = await ask(`/${withSender}/resolve`, { ...looked, phone });
  expect(again.body).toMatchObject({ optedOut: { scope: acme, change: 'repeated' } });
});

test('a report that a person ends after its recipient came back opts nobody out, and the answer says so', async () => {
  const phone = number();
  const id = await report({ sender: 'Unknown', recipient: phone });
  await report({ sender: 'acme', recipient: phone });
  await bed.comesBack(phone, acme);
  await eventually('the person is back', () =>
    changes.some(({ key, value }) => key === keys.keyOf(phone) && value.change === 'returned'),
  );
  const { body } = await ask(`/${id}/resolve`, { ...looked, advertiserId: acme });
  expect(body).toMatchObject({ optedOut: { scope: acme, change: 'repeated', state: 'back' } });
});

const ofReport = async (id: string) => (await ask('?limit=1000')).body.items.find((each) => each['id'] === id) ?? {};
const questionOf = (id: string) => eventually('it is asked', () => asked.find(({ key }) => key === id));
/** Answer of compliance. */
const answer = (reportId: string, more: Omit<ReportMatch, 'reportId' | 'at'>) =>
  bed.put(reportMatches, [{ key: reportId, value: { reportId, at: 1, ...more } }]);

test('finds the subject of a report by its text, and opts them out once', async () => {
  const [phone, sent_at] = [number(), '2026-11-19T18:00:00Z'];
  const id = await report({ recipient: phone, text: '20 euros offerts, STOP 36180', sent_at });
  const recipientKey = keys.keyOf(phone);
  expect((await questionOf(id)).value).toEqual({
    ...{ reportId: id, sender: 'Nobody', text: '00 euros offerts, STOP 00000', recipientKey },
    ...{ at: Date.parse(sent_at), receivedAt: Date.parse('2026-11-20T09:00:00Z') },
  });
  for (let time = 0; time < 2; time += 1) {
    await answer(id, { outcome: 'matched', recipientKey, advertiserId: acme });
  }
  const change = await eventually('it is published', () => changes.find(({ key }) => key === recipientKey));
  expect(change.value).toMatchObject({ source: 'complaint', evidenceId: id, sentAt: Date.parse(sent_at) });
  const found = await ofReport(id);
  expect(found).toMatchObject({ state: 'matched', advertiserId: acme });
  expect(found).not.toHaveProperty('code');
});

test('a report linked to a campaign waits for its recipient, and opts out the one that a person names', async () => {
  const [phone, campaignId] = [number(), randomUUID()];
  const id = await report({ text: 'Soldes chez ACME' });
  await answer(id, { outcome: 'tied', advertiserId: acme, campaignId, code: 'RECIPIENTS_SEVERAL' });
  const tied = { state: 'unmatched', code: 'RECIPIENTS_SEVERAL', advertiserId: acme, campaignId };
  await eventually('it is kept', async () => (await ofReport(id))['code'] === tied.code);
  expect(await ofReport(id)).toMatchObject(tied);
  const { body } = await ask(`/${id}/resolve`, { ...looked, phone });
  expect(body).toEqual({ id, optedOut: { scope: acme, change: 'opted-out', state: 'out' } });
  const last = await report({ text: 'Autre chose' });
  await answer(id, { outcome: 'none', code: 'NO_TEXT_FITS' });
  await answer(last, { outcome: 'none', code: 'NO_TEXT_FITS' });
  await eventually('it is kept why it waits', async () => (await ofReport(last))['code'] === 'NO_TEXT_FITS');
  expect(await ofReport(id)).toMatchObject({ state: 'resolved', recipientKey: keys.keyOf(phone) });
});

test('does not query a report without text or with a known subject', async () => {
  const silent = [await report(), await report({ sender: 'acme', recipient: number(), text: 'Soldes' })];
  const id = await report({ text: 'Et celui-ci ?' });
  await questionOf(id);
  expect(asked.filter(({ key }) => silent.includes(key))).toEqual([]);
});

test('resolves an inconclusive report without an opt-out', async () => {
  const id = await report({ recipient: number() });
  expect(await ask(`/${id}/resolve`, looked)).toEqual({ status: 200, body: { id } });
  expect((await ask('?state=unmatched&limit=1000')).body.items.map((each) => each['id'])).not.toContain(id);
});

test.each([
  {
    it: 'a number without whose text it was',
    body: { phone: '+33639987999' },
    status: 400,
    code: 'RESOLUTION_INCOMPLETE',
  },
  { it: 'an advertiser without a number', body: { advertiserId: 'acme' }, status: 400, code: 'RESOLUTION_INCOMPLETE' },
  { it: 'an unknown advertiser', body: { advertiserId: randomUUID() }, status: 404, code: 'not-found' },
  { it: 'nobody who looked', body: { by: '' }, status: 400, code: 'invalid-request' },
])('$it is refused and leaves the report as it is', async ({ body, status, code }) => {
  const id = await report();
  const named = 'advertiserId' in body && body.advertiserId === 'acme' ? { advertiserId: acme } : body;
  expect(await ask(`/${id}/resolve`, { ...looked, ...named })).toMatchObject({ status, body: { code } });
  expect((await ask('?state=unmatched&limit=1000')).body.items.map((each) => each['id'])).toContain(id);
});

test('a report that nobody sent in is not found', async () => {
  expect(await ask(`/${randomUUID()}/resolve`, looked)).toMatchObject({
    status: 404,
    body: { code: 'REPORT_UNKNOWN' },
  });
});

test('keeps reports for 36 months and opt-outs forever', async () => {
  const phone = number();
  const [old, young] = [await report({ sender: 'acme', recipient: phone }), await report()];
  await bed.sql(
    `UPDATE suppression.abuse_report SET recorded_at = now() - interval '1097 days' WHERE id = '${old}';
     UPDATE suppression.abuse_report SET recorded_at = now() - interval '1095 days' WHERE id = '${young}';
     UPDATE suppression.opt_out SET since = now() - interval '10 years' WHERE recipient_key = '${keys.keyOf(phone)}'`,
  );
  await service.get(RetentionJob).apply();
  const ids = (await bed.sql('SELECT id FROM suppression.abuse_report')).map(({ id }) => id);
  expect([ids.includes(old), ids.includes(young)]).toEqual([false, true]);
  const rows = await bed.sql(`SELECT 1 FROM suppression.opt_out WHERE recipient_key = '${keys.keyOf(phone)}'`);
  expect(rows).toHaveLength(1);
});
