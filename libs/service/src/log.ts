import type { LoggerService } from '@nestjs/common';
import { maskLogLine } from '@stopsms/kernel';
import { activeIds, isTracing } from '@stopsms/tracing';
import { type Logger, pino } from 'pino';

export type Log = Logger;
export const LOG = Symbol('log');

/** JSON lines on standard output, with anything that looks like a phone number masked. */
export function createLog(service: string, level: string): Log {
  return pino(
    {
      level,
      base: { service },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      ...(isTracing() && { mixin: activeIds }),
      // Only what names the fault: errors of drivers carry parameters, which may be numbers or texts.
      serializers: {
        err: ({ name, message, code, stack }: Error & { code?: string }) => ({ name, message, code, stack }),
      },
    },
    { write: (line: string) => process.stdout.write(maskLogLine(line)) },
  );
}

/** Nest's own lines through the same log; its start-up chatter is for debugging. */
export const nestLog = (log: Log): LoggerService => ({
  log: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  warn: (message: unknown, context?: unknown) => log.warn({ context }, String(message)),
  error: (message: unknown, stack?: unknown, context?: unknown) => log.error({ context, stack }, String(message)),
});
