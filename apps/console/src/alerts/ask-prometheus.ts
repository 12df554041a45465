import { Problem } from '@stopsms/http';
import { z } from 'zod';

const PATIENCE_MS = 5_000;
/** Maximum shown: where more fire at once, the first ones explain why. */
const MOST = 200;

/** The members of a Prometheus response that are read; the others may change with its version. */
const answer = z.object({
  data: z.object({
    alerts: z.array(
      z.object({
        state: z.enum(['firing', 'pending', 'inactive']),
        activeAt: z.iso.datetime({ offset: true }),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).default({}),
      }),
    ),
  }),
});

export interface Alert {
  name: string;
  /** `page` or `ticket`, as our rules have it. */
  severity: string;
  state: 'firing' | 'pending';
  /** ISO. */
  since: string;
  summary: string;
  description: string;
}

/**
 * Firing and pending alerts of our rules that it was given (`docker/prometheus/alerts.yml`); pages first, then the
 * longest.
 * @throws Problem when it does not respond as Prometheus does
 */
export async function askPrometheus(url: string): Promise<Alert[]> {
  const found = await fetch(`${url}/api/v1/alerts`, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' })
    .then(async (response) => (response.ok ? answer.parse(await response.json()) : `status ${response.status}`))
    .catch((error: Error) => (error.name === 'TimeoutError' ? 'no response' : 'not a Prometheus server'));
  if (typeof found === 'string') {
    throw new Problem('alerts-unknown', `Alerts cannot be read from PROMETHEUS_URL: ${found}.`);
  }
  return found.data.alerts
    .flatMap(({ state, activeAt, labels, annotations }) => {
      const { alertname: name, severity } = labels;
      if (state === 'inactive' || name === undefined || !isOurs(annotations)) return [];
      const { summary = '', description = '' } = annotations;
      return [{ name, severity: severity ?? '', state, since: activeAt, summary, description }];
    })
    .sort((one, other) => rank(one) - rank(other) || Date.parse(one.since) - Date.parse(other.since))
    .slice(0, MOST);
}

/** A Prometheus watches much else: an alert of ours names its page. */
const isOurs = ({ runbook_url: page }: Record<string, string>): boolean => page?.startsWith('docs/runbooks/') ?? false;

const rank = ({ state, severity }: Alert): number => (state === 'firing' ? 0 : 2) + (severity === 'page' ? 0 : 1);
