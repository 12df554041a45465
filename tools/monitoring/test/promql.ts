import { parser } from '@prometheus-io/lezer-promql';

/**
 * Metric names in a PromQL expression.
 * @throws Error with the position of the fault
 */
export function metricsIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      if (type.isError)
        throw new Error(`PromQL does not parse at ${from}: ${expression.slice(Math.max(0, from - 20), to + 20)}`);
      if (type.name === 'VectorSelector') {
        const name = /^[a-zA-Z_:][\w:]*/.exec(expression.slice(from, to))?.[0];
        if (name === undefined) throw new Error(`PromQL without a metric name: ${expression.slice(from, to)}`);
        names.push(name);
      }
    },
  });
  return [...new Set(names)];
}

/** Returns the histogram that a series belongs to. */
export const familyOf = (name: string, histograms: ReadonlySet<string>): string => {
  const family = name.replace(/_(bucket|count|sum)$/, '');
  return histograms.has(family) ? family : name;
};
