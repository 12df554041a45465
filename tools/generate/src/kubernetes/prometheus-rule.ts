import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The alerts, as Prometheus itself reads them. */
const ALERTS = 'docker/prometheus/alerts.yml';

/** The same alerts for the Prometheus operator; none where there are none yet. */
export async function prometheusRule(): Promise<object> {
  const text = await readFile(ALERTS, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return 'groups: []';
    throw error;
  });
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'stopsms' },
    spec: parse(text) as object,
  };
}
