// Metrics and logs of a service by OTLP, beside Prometheus: the same figures, no number, and a collector that is down. The service is a process of
// its own: the exporters load parts of themselves in a way that Jest cannot follow.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { moReceived } from '@stopsms/contracts';
import { type AppProcess, OtlpReceiver, eventually, keys, startAppProcess } from '@stopsms/testing';
import { Bed } from './bed';

const TEXT = 'STOP à tous ces messages';

let bed: Bed;
beforeAll(async () => (bed = await Bed.make()));
afterAll(() => bed?.end());

const start = (endpoint: string): Promise<AppProcess> =>
  startAppProcess('dispatcher', (port) =>
    bed.env({
      ...{ PORT: String(port), LOG_LEVEL: 'info', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: 'none' },
      ...{ OTEL_METRICS_EXPORTER: 'otlp', OTEL_METRIC_EXPORT_INTERVAL: '300' },
      ...{ OTEL_LOGS_EXPORTER: 'otlp', OTEL_BLRP_SCHEDULE_DELAY: '100' },
    }),
  );

async function receiveText(from: string): Promise<void> {
  const recipientKey = keys.keyOf(from);
  const value = { moId: randomUUID(), recipientKey, provider: 'simulator', from, to: '36180', text: TEXT };
  await bed.put(moReceived, [{ key: recipientKey, value: { ...value, receivedAt: Date.now() } }]);
}

test('metrics and log lines reach the collector, as Prometheus and standard output have them, without numbers', async () => {
  const collector = await OtlpReceiver.start();
  const service = await start(collector.endpoint);
  const handset = bed.nextHandset();
  await receiveText(handset);
  const latest = (name: string) => collector.metrics.filter((metric) => metric.name === name).at(-1);
  await eventually('the text is counted', () => latest('stopsms_stop_to_blocked_seconds')?.value === 1);
  const blocked = latest('stopsms_stop_to_blocked_seconds');
  expect(blocked).toMatchObject({ type: 'histogram', service: 'dispatcher', labels: { service: 'dispatcher' } });
  const { counts = [], bounds = [] } = blocked?.buckets ?? {};
  expect(bounds).toContain(0.25);
  expect([counts.length, counts.reduce((sum, count) => sum + count, 0)]).toEqual([bounds.length + 1, 1]);
  expect(latest('stopsms_guarantee_violations_total')).toMatchObject({ type: 'sum', value: 0 });
  expect(latest('stopsms_quarantined_texts')).toMatchObject({ type: 'gauge' });
  const scraped = await (await fetch(`${service.url}/metrics`)).text();
  const withValues = [...scraped.matchAll(/^(stopsms_\w+?)(?:_bucket|_sum|_count)?\{.*\} (?!NaN)\S+$/gm)];
  const exported = new Set(collector.metrics.map(({ name }) => name));
  expect([...new Set(withValues.map(([, name = '']) => name))].filter((name) => !exported.has(name))).toEqual([]);
  await service.stop();
  const { logs } = collector;
  expect(logs.find(({ body }) => body === 'dispatcher listens')).toMatchObject({
    severity: 'info',
    service: 'dispatcher',
    attributes: expect.stringContaining('port'),
  });
  // The last line is sent before the process ends.
  expect(logs.at(-1)?.body).toBe('dispatcher stopped');
  const everything = JSON.stringify([logs, collector.metrics]);
  expect(everything).not.toContain(handset.slice(1));
  expect(everything).not.toContain(TEXT);
  await collector.close();
});

test('a collector that accepts connections and never responds neither holds up a service nor its end', async () => {
  const silent = createServer(() => undefined).unref();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const service = await start(`http://127.0.0.1:${(silent.address() as { port: number }).port}`);
  const advert = bed.cleared();
  await bed.adverts([advert]);
  expect((await bed.ends(advert.messageId)).status).toBe('submitted');
  expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
  const log = () => readFileSync(service.logFile, 'utf8');
  process.kill(service.pid, 'SIGTERM');
  await eventually('it ends by itself', () => !isRunning(service.pid), { timeoutMs: 12_000 });
  expect(log()).toContain('dispatcher stopped');
  expect(log()).not.toContain('not stopped after');
  await service.stop();
  silent.close();
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
