import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import { createLog } from '@stopsms/service';
import { SubmitLog } from '../src/journal/submit-log';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'submit-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = () => join(dir, 'submits.log');
const open = () => SubmitLog.open(dir, createLog('dispatcher', 'silent'));
const begun = (messageId: string, submission = `p-${messageId}`) =>
  ({
    ...{ event: 'begun', messageId, attempt: 1, submission },
    unsubscribe: { token: 't', msisdn: '+33639980001' },
  }) as Begun;
const requeued = (messageId: string, submission = `p-${messageId}`) =>
  ({ event: 'given-back', messageId, attempt: 1, submission }) as TryRequeued;
const submitted = (messageId: string) =>
  ({ messageId, attempt: 1, status: 'submitted', smscIds: ['7'] }) as MessageStatus;
/** Ends the log as a killed process does: open tries stay, and its socket is gone. */
const killed = (log: SubmitLog) => log.end();
const ids = (statuses: { messageId: string }[]) => statuses.map(({ messageId }) => messageId);

test('the next process knows unwritten and answered attempts until it publishes them', async () => {
  const first = await open();
  first.begun(['never', 'written', 'answered', 'published', 'given-back'].map((id) => begun(id)));
  for (const id of ['written', 'answered', 'published']) first.writes(`${id}:1`);
  for (const id of ['answered', 'published']) first.answered(`${id}:1`, submitted(id));
  first.closed([submitted('published'), requeued('given-back')]);
  await killed(first);
  const second = await open();
  expect(ids(second.left().unwritten)).toEqual(['never']);
  expect(second.left().answered).toEqual([submitted('answered')]);
  await killed(second);
  const third = await open();
  expect(ids(third.left().unwritten)).toEqual(['never']);
  third.closed([requeued('never'), submitted('answered')]);
  await killed(third);
  expect((await open()).left()).toEqual({ unwritten: [], answered: [] });
});

test('a late report on an earlier try leaves the one in progress open', async () => {
  const log = await open();
  log.begun([begun('m', 'p-2')]);
  log.writes('m:1');
  log.closed([requeued('m', 'p-1')]);
  log.answered('m:1', submitted('m'));
  await killed(log);
  expect(ids((await open()).left().answered)).toEqual(['m']);
});

test('the log holds no phone number', async () => {
  const log = await open();
  log.begun([begun('m')]);
  log.answered('m:1', submitted('m'));
  expect(readFileSync(file(), 'utf8')).not.toContain('+336');
});

test.each([
  {
    it: 'of an earlier boot of the machine',
    spoil: () => writeFileSync(file(), readFileSync(file(), 'utf8').replace(/"boot":"[^"]+"/, '"boot":"another"')),
  },
  {
    it: 'without its head',
    spoil: () => writeFileSync(file(), readFileSync(file(), 'utf8').split('\n').slice(1).join('\n')),
  },
])('a log $it is ignored', async ({ spoil }) => {
  const log = await open();
  log.begun([begun('m')]);
  await killed(log);
  spoil();
  expect((await open()).left().unwritten).toEqual([]);
});

test('a cut last line does not affect the lines before it', async () => {
  const log = await open();
  log.begun([begun('m')]);
  await killed(log);
  appendFileSync(file(), '{"closed":["m:1');
  expect(ids((await open()).left().unwritten)).toEqual(['m']);
});

test('a folder that a process uses, frozen or not, is not opened', async () => {
  const first = await open();
  first.begun([begun('m')]);
  const second = await open();
  expect(second.left().unwritten).toEqual([]);
  second.begun([begun('n')]);
  expect(readFileSync(file(), 'utf8')).not.toContain('"n"');
  await killed(first);
});

test('the log does not grow with closed attempts', async () => {
  const log = await open();
  log.begun([begun('stays')]);
  const sender = 'x'.repeat(2_000);
  for (let n = 0; n < 3_000; n += 1) {
    log.begun([{ ...begun(`m${n}`), sender }]);
    log.closed([submitted(`m${n}`)]);
  }
  expect(readFileSync(file(), 'utf8').length).toBeLessThan(5_000_000);
  await killed(log);
  expect(ids((await open()).left().unwritten)).toEqual(['stays']);
});
