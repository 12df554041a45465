/** Log that this library writes to; pino's fits. */
export interface MessagingLog {
  info(fields: object, line: string): void;
  warn(fields: object, line: string): void;
  error(fields: object, line: string): void;
}
