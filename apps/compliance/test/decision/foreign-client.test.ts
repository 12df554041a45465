// What docs/publishing.md says, done with librdkafka (kcat) and none of our code: requests in both CloudEvents modes, and
// verdicts read from their frames, by the documentation's own Python too.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadLetterOf, smsRequested, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { REMINDER, requestOf } from '../fixtures';

/** Record as kcat prints it with -J. */
interface Printed {
  headers?: string[];
  key: string | null;
  payload: string;
}

const PUBLISHING = join(__dirname, '../../../../docs/publishing.md');
const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const kcat = process.env['KCAT'] || 'kcat';
const isThere = [spawnSync(kcat, ['-V']), spawnSync('python3', ['-V'])].every(({ error }) => error === undefined);

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make([deadLetterOf(smsRequested.name)]);
});
afterAll(() => bed.end());

function run(topic: string, args: string[], input = ''): string {
  const { KAFKA_BROKERS = '', KAFKA_PREFIX = '' } = bed.env();
  const all = ['-b', KAFKA_BROKERS, '-t', `${KAFKA_PREFIX}${topic}`, ...args];
  const { status, stdout, stderr } = spawnSync(kcat, all, { encoding: 'utf8', input, timeout: 30_000 });
  expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
  return stdout;
}

const publish = (key: string, value: unknown, headers: Record<string, string> = {}) =>
  run(
    smsRequested.name,
    ['-P', '-k', key, ...Object.entries(headers).flatMap(([name, text]) => ['-H', `${name}=${text}`])],
    JSON.stringify(value),
  );
const informative = () => requestOf({ category: 'informative', text: REMINDER });

function readVerdicts(): Printed[] {
  const lines = run(verdicts.name, ['-C', '-o', 'beginning', '-e', '-q', '-J']).split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Printed);
}

test('decides a request in headers and one in a CloudEvent, with kcat and Python', async () => {
  if (!isThere) return leftOut();
  const [plain, binary, structured] = [informative(), informative(), informative()];
  publish(plain.id, plain);
  const attributes = { ce_specversion: '1.0', ce_type: 'order.ready', ce_source: '/shop', ce_id: randomUUID() };
  publish(binary.id, binary, { ...attributes, 'content-type': 'application/json', traceparent: TRACE });
  publish(
    structured.id,
    {
      specversion: '1.0',
      type: 'order.ready',
      source: '/shop',
      id: randomUUID(),
      traceparent: TRACE,
      data: structured,
    },
    { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  );
  for (const { id } of [plain, binary, structured]) expect(await bed.verdict(id)).toMatchObject({ verdict: 'cleared' });
});

test.each(['gzip', 'snappy', 'lz4', 'zstd'])(
  'decides requests that librdkafka compresses with %s, with kcat',
  async (codec) => {
    if (!isThere) return leftOut();
    const requests = Array.from({ length: 30 }, informative);
    const lines = requests.map((one) => JSON.stringify(one)).join('\n');
    run(smsRequested.name, ['-P', '-z', codec, '-k', codec, '-X', 'linger.ms=200'], `${lines}\n`);
    for (const { id } of requests) expect(await bed.verdict(id)).toMatchObject({ verdict: 'cleared' });
  },
);

test('dead-letters an unreadable CloudEvent, with kcat and Python', async () => {
  if (!isThere) return leftOut();
  const { id, ...without } = informative();
  publish(
    id,
    { specversion: '1.0', source: '/shop', data: without },
    { 'content-type': 'application/cloudevents+json' },
  );
  const dead = await eventually('a dead letter', () =>
    bed.seen(deadLetterOf(smsRequested.name)).find(({ key }) => key === id),
  );
  expect(dead.headers['dlq_reason']).toContain('/id');
});

test('reads verdicts from their frames as documented, with kcat and Python', async () => {
  if (!isThere) return leftOut();
  const asked = Array.from({ length: 40 }, informative);
  await Promise.all(asked.map((one) => bed.ask(one)));
  for (const { id } of asked) await bed.verdict(id);
  const records = readVerdicts();
  const frames = records.filter(({ headers }) => headers?.[0] === 'frame');
  expect(frames.length).toBeGreaterThan(0);
  for (const { headers, payload } of frames) {
    const { messages } = JSON.parse(payload) as { messages: unknown[] };
    expect(headers).toEqual(['frame', String(messages.length)]);
  }
  const published = new Map(documented(records).map(({ messageId, verdict }) => [messageId, verdict]));
  expect(asked.map(({ id }) => published.get(id))).toEqual(asked.map(() => 'cleared'));
});

/** Runs the Python code of the page, which readers copy, on records as a client of librdkafka returns them. */
function documented(records: Printed[]): { messageId: string; verdict: string }[] {
  const snippet = /```python\n([\s\S]+?)```/.exec(readFileSync(PUBLISHING, 'utf8'))?.[1];
  const program = `
import json, sys
${snippet}
class Record:
    def __init__(self, one):
        self.one = one
    def value(self):
        return self.one['payload'].encode()
    def headers(self):
        flat = self.one.get('headers') or []
        return list(zip(flat[::2], [v.encode() for v in flat[1::2]])) or None
print(json.dumps([m for one in json.load(sys.stdin) for m in messages(Record(one))]))
`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    encoding: 'utf8',
    input: JSON.stringify(records),
    maxBuffer: 1e8,
  });
  expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
  return JSON.parse(stdout) as { messageId: string; verdict: string }[];
}

function leftOut(): void {
  console.info(`Foreign client: ${kcat} or python3 is not installed (Debian: kcat, python3), so this did not run`);
}
