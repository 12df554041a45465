import { Metrics } from './metrics';
import { acceptsOpenMetrics } from './open-metrics';

const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1';

test.each([
  { accept: PROMETHEUS_3, open: true },
  { accept: 'application/openmetrics-text', open: true },
  { accept: 'application/openmetrics-text;version=0.0.1', open: false },
  { accept: 'application/openmetrics-text;q=0.2, text/plain', open: false },
  { accept: 'application/openmetrics-text;q=0', open: false },
  { accept: 'application/openmetrics-text;q=high', open: false },
  { accept: '*/*', open: false },
  { accept: '', open: false },
  { accept: undefined, open: false },
])('a scraper with Accept "$accept" gets OpenMetrics: $open', ({ accept, open }) => {
  expect(acceptsOpenMetrics(accept)).toBe(open);
});

test('both formats have the same series, in any order of scrapes', async () => {
  const metrics = new Metrics('campaign');
  metrics.gauge('stopsms_test', 'A value of each scrape', () => 7);
  metrics.gauges('stopsms_test_parts', 'Values of each scrape', ['part'], () => [[{ part: 'kafka' }, 1]]);
  metrics.deadLetters.inc({ topic: 'sms.requested.v1', code: 'undecodable' });
  const scrape = async (accept?: string) => {
    const { type, text } = await metrics.shownTo(accept);
    // Default metrics differ from one scrape to the next.
    const ours = [...text.matchAll(/^stopsms_.*$/gm)].map(([line]) => line).sort();
    return { type: type.split(';')[0], ours, end: text.slice(-6) };
  };
  const plain = await scrape();
  expect(plain.ours).toContain(
    'stopsms_dead_letters_total{topic="sms.requested.v1",code="undecodable",service="campaign"} 1',
  );
  expect(plain.ours).toContain('stopsms_test_parts{part="kafka",service="campaign"} 1');
  const open = await scrape(PROMETHEUS_3);
  expect(open).toEqual({ type: 'application/openmetrics-text', ours: plain.ours, end: '# EOF\n' });
  expect(await scrape()).toEqual(plain);
});
