import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { metricCatalogue } from '@stopsms/testing';
import { parse } from 'yaml';
import { familyOf, metricsIn } from './promql';

const ROOT = join(__dirname, '../../..');
const PROMETHEUS = join(ROOT, 'docker/prometheus');
const RUNBOOKS = join(ROOT, 'docs/runbooks');
const DASHBOARDS = join(ROOT, 'docker/grafana/dashboards');
/** prom-client's own, Prometheus' own and those of kube-state-metrics that alerts and dashboards may name. */
const OTHERS = new Set([
  'up',
  'kube_cronjob_created',
  'kube_cronjob_status_last_successful_time',
  'ALERTS',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
]);

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}
interface Panel {
  title: string;
  datasource?: { uid: string };
  targets?: { expr: string }[];
}
interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
  templating: { list: { name: string; type: string; query: unknown }[] };
}

const catalogue = metricCatalogue();
const known = new Set([...catalogue.map(({ name }) => name), ...OTHERS]);
const histograms = new Set(catalogue.flatMap(({ name, type }) => (type === 'histogram' ? [name] : [])));
const text = (file: string) => readFileSync(join(PROMETHEUS, file), 'utf8');
const RULE_FILES = ['alerts.yml', 'slo-rules.yml'];
const allRules = RULE_FILES.flatMap((file) =>
  (parse(text(file)) as { groups: { rules: (Rule | { record: string; expr: string })[] }[] }).groups.flatMap(
    (group) => group.rules,
  ),
);
const rules = allRules.filter((rule): rule is Rule => 'alert' in rule);
for (const rule of allRules) if ('record' in rule) known.add(rule.record);
const alerts = [...new Set(rules.map(({ alert }) => alert))].sort();

const unknownIn = (expression: string) =>
  metricsIn(expression).filter((name) => !known.has(familyOf(name, histograms)));

describe('the catalogue of metrics', () => {
  test('keeps the conventions: counters end with _total, times are in seconds, labels hold no ids', () => {
    expect(catalogue.length).toBeGreaterThan(40);
    for (const { name, type, labels } of catalogue) {
      expect([name, type === 'counter']).toEqual([name, name.endsWith('_total')]);
      expect(name).not.toMatch(/_(ms|millis|milliseconds|minutes|kb|mb)(_|$)/);
      expect(labels.filter((label) => /id$|number|phone|recipient|campaign|advertiser/i.test(label))).toEqual([]);
    }
  });
});

describe('alerts', () => {
  test.each(rules.map((rule) => [`${rule.alert} (${rule.labels.severity})`, rule] as const))(
    '%s parses, names metrics that exist, and says what it means',
    (_, { alert, expr, labels, annotations }) => {
      expect(unknownIn(expr)).toEqual([]);
      expect(['page', 'ticket']).toContain(labels.severity);
      // Sloth adds a title.
      expect(annotations).toMatchObject({
        summary: expect.stringMatching(/\w/),
        description: expect.stringMatching(/\w/),
        runbook_url: `docs/runbooks/${alert}.md`,
      });
    },
  );

  test('each has its page, and each page its alert', () => {
    const pages = readdirSync(RUNBOOKS).filter((file) => file !== 'README.md');
    expect(pages.sort()).toEqual(alerts.map((alert) => `${alert}.md`));
  });

  test.each(alerts)('the page of %s says what it means, what to look at and do, and when it is over', (alert) => {
    const page = readFileSync(join(RUNBOOKS, `${alert}.md`), 'utf8');
    const heads = [...page.replace(/```[^]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, head]) => head);
    expect(heads).toEqual([alert, 'Meaning', 'Diagnosis', 'Mitigation', 'Resolved when']);
    const named = [...page.matchAll(/stopsms_\w+/g)].map(([name]) => familyOf(name, histograms));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test('each is tested to fire, and to keep quiet', () => {
    const { tests } = parse(text('alerts.test.yml')) as {
      tests: { promql_expr_test: { expr: string; exp_samples: object[] }[] }[];
    };
    const checks = tests.flatMap(({ promql_expr_test }) => promql_expr_test);
    const tested = (fires: boolean) =>
      checks
        .filter(({ exp_samples }) => exp_samples.length > 0 === fires)
        .map(({ expr }) => /alertname="(\w+)"/.exec(expr)?.[1]);
    expect([...new Set(tested(true))].sort()).toEqual(alerts);
    // One that is checked beside a series that must not fire has its quiet there.
    expect(alerts.filter((alert) => !tested(false).includes(alert))).toEqual(['ConsumerLag']);
  });

  test('fire and keep quiet as their tests say, where promtool is installed', () => {
    const promtool = process.env['PROMTOOL'] || 'promtool';
    const run = (...args: string[]) => spawnSync(promtool, args, { cwd: PROMETHEUS, encoding: 'utf8' });
    const version = run('--version');
    if (version.error) {
      console.info(`Alerts: ${promtool} is not installed (Debian: prometheus), so their unit tests did not run`);
      return;
    }
    process.stdout.write(`Alerts: unit-tested with ${version.stdout.split('\n')[0]}\n`);
    for (const args of [
      ['check', 'rules', ...RULE_FILES],
      ['test', 'rules', 'alerts.test.yml'],
    ]) {
      const { status, stdout, stderr } = run(...args);
      expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
    }
  });
});

describe('objectives', () => {
  test('the rules are those that Sloth makes of them, and each reads a bucket of its histogram', () => {
    const { slos } = parse(text('slos.yml')) as {
      slos: { name: string; objective: number; sli: { raw: { error_ratio_query: string } } }[];
    };
    const recorded = allRules.flatMap((rule) =>
      'record' in rule
        ? [
            `${(rule as unknown as { labels?: { sloth_slo?: string } }).labels?.sloth_slo} ${rule.expr.replace(/[\s()]+/g, '')}`,
          ]
        : [],
    );
    for (const { name, objective, sli } of slos) {
      const query = sli.raw.error_ratio_query.replaceAll('{{.window}}', '5m').replace(/[\s()]+/g, '');
      expect(recorded).toContain(`${name} ${query}`);
      const ratios = recorded.flatMap((rule) => /^(.+) vector(0\.\d+)$/.exec(rule)?.slice(1) ?? []);
      expect(Number(ratios[ratios.indexOf(name) + 1])).toBeCloseTo(objective / 100, 6);
    }
  });
});

describe('dashboards', () => {
  const files = readdirSync(DASHBOARDS).filter((file) => file.endsWith('.json'));
  const read = (file: string) => JSON.parse(readFileSync(join(DASHBOARDS, file), 'utf8')) as Dashboard;

  test('have ids of their own', () => {
    expect(new Set(files.map((file) => read(file).uid)).size).toBe(files.length);
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)('%s asks for metrics that exist, of a data source that is chosen', (file) => {
    const { panels, templating } = read(file);
    expect(templating.list).toContainEqual(
      expect.objectContaining({ name: 'datasource', type: 'datasource', query: 'prometheus' }),
    );
    for (const { title, datasource, targets = [] } of panels) {
      if (targets.length === 0) continue;
      expect([title, datasource?.uid]).toEqual([title, '${datasource}']);
      // Grafana puts these in before Prometheus sees them.
      const filled = targets.map(({ expr }) =>
        expr.replaceAll('$__rate_interval', '5m').replaceAll('$service', 'campaign'),
      );
      expect([title, filled.flatMap(unknownIn)]).toEqual([title, []]);
    }
  });

  test('no panel lies over another', () => {
    for (const file of files) {
      const cells = read(file).panels.flatMap((panel) => {
        const { x, y, w, h } = (panel as unknown as { gridPos: { x: number; y: number; w: number; h: number } })
          .gridPos;
        expect(x + w).toBeLessThanOrEqual(24);
        return Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`);
      });
      expect(new Set(cells).size).toBe(cells.length);
    }
  });
});
