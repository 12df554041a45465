import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

export interface CatalogueRow {
  name: string;
  type: string;
  labels: string[];
  /** Services that show it. */
  of: string[];
}

const SERVICES = ['campaign', 'compliance', 'dispatcher', 'gateway', 'inbound-mo', 'notification', 'suppression'];
const WHO: Record<string, string[]> = {
  all: SERVICES,
  processes: [...SERVICES, 'console'],
  database: SERVICES.filter((name) => name !== 'dispatcher'),
};

/** A row of the table: name, type, labels, services. */
const ROW = /^\| `(stopsms_\w+)` *\| (\w+) *\| ([^|]*)\| ([\w, -]+)\|/gm;

/** The table of docs/metrics.md. */
export function metricCatalogue(): CatalogueRow[] {
  const page = readFileSync(join(workspaceRoot(), 'docs/metrics.md'), 'utf8');
  return [...page.matchAll(ROW)].map(([, name = '', type = '', labels = '', of = '']) => ({
    name,
    type,
    labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
    of: of
      .trim()
      .split(', ')
      .flatMap((who) => WHO[who] ?? [who]),
  }));
}

/** The same of what services show, by service, as `/metrics` answered: labels are those of series that exist. */
export function metricsShown(answers: ReadonlyMap<string, string>): CatalogueRow[] {
  const rows = new Map<string, CatalogueRow>();
  for (const [service, text] of answers) {
    for (const [, name = '', type = ''] of text.matchAll(/^# TYPE (stopsms_\w+) (\w+)$/gm)) {
      const row = rows.get(name) ?? { name, type, labels: [], of: [] };
      const found = [...text.matchAll(new RegExp(`^${name}(?:_count)?\\{(.*)\\} \\S+$`, 'gm'))];
      const labels = found.flatMap(([, inside = '']) =>
        [...inside.matchAll(/\b(\w+)="/g)].map(([, label = '']) => label),
      );
      row.labels = [...new Set([...row.labels, ...labels])].filter((label) => label !== 'service');
      row.of.push(service);
      rows.set(name, row);
    }
  }
  return [...rows.values()];
}
