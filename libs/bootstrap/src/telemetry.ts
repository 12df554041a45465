import { type Metrics, createLog } from '@stopsms/service';
import { exportLogs, exportMetrics, startTracing } from '@stopsms/tracing';

/** Exports by OTLP of a process, each off unless OpenTelemetry's own variables request it. */
export interface Telemetry {
  /** Exports the metrics, once they exist. */
  watch: (metrics: Metrics) => Promise<void>;
  /** Sends the last metrics, before what they describe is closed. */
  endMetrics: () => Promise<void>;
  /** Sends the last log lines and spans. */
  end: () => Promise<void>;
}

/**
 * Starts the export of traces and logs, before the log of the process and anything that is traced is created.
 * @throws CannotStart
 */
export async function startTelemetry(name: string, env: NodeJS.ProcessEnv): Promise<Telemetry> {
  // Created before lines are exported: faults of the exporters are not exported by them.
  const log = createLog(name, 'warn');
  const endLogs = await exportLogs(name, env, log);
  const endTracing = await startTracing(name, env, log);
  let endMetrics: (() => Promise<void>) | undefined;
  return {
    watch: async ({ registry }) => {
      endMetrics = await exportMetrics(name, env, () => registry.getMetricsAsJSON(), log);
    },
    endMetrics: async () => endMetrics?.(),
    end: async () => void (await Promise.all([endLogs?.(), endTracing?.()])),
  };
}
