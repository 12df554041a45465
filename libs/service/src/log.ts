import type { LoggerService } from '@nestjs/common';
import { maskLogLine } from '@stopsms/kernel';
import { activeIds, exportLogLine, isExportingLogs, isTracing } from '@stopsms/tracing';
import { type Logger, pino } from 'pino';

export type Log = Logger;
export const LOG = Symbol('log');

/**
 * Creates a log of JSON lines on standard output, and by OTLP where that is on, in which anything that looks like a phone number is masked.
 */
export function createLog(service: string, level: string): Log {
  const isExported = isExportingLogs();
  return pino(
    {
      level,
      base: { service },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      ...(isTracing() && { mixin: activeIds }),
      // Only these fields: errors of drivers carry parameters, which may be phone numbers or texts.
      serializers: {
        err: ({ name, message, code, stack }: Error & { code?: string }) => ({ name, message, code, stack }),
      },
    },
    {
      write: (line: string) => {
        const masked = maskLogLine(line);
        process.stdout.write(masked);
        if (isExported) exportLogLine(masked);
      },
    },
  );
}

/** Writes Nest's lines to the same log; its start-up lines are for debugging. */
export const nestLog = (log: Log): LoggerService => ({
  log: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  warn: (message: unknown, context?: unknown) => log.warn({ context }, String(message)),
  error: (message: unknown, stack?: unknown, context?: unknown) => log.error({ context, stack }, String(message)),
});
