/** As much of a log as this library writes; pino's fits. */
export interface MessagingLog {
  info(fields: object, line: string): void;
  warn(fields: object, line: string): void;
  error(fields: object, line: string): void;
}
