import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The alerts, and those that Sloth makes of the objectives, as Prometheus itself reads them. */
const RULES = ['docker/prometheus/alerts.yml', 'docker/prometheus/slo-rules.yml'];

/** The same rules for the Prometheus operator. */
export async function prometheusRule(): Promise<object> {
  const files = await Promise.all(RULES.map((file) => readFile(file, 'utf8')));
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'stopsms' },
    spec: { groups: files.flatMap((text) => (parse(text) as { groups: object[] }).groups) },
  };
}
