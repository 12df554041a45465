/** Printed at the end of `stopsms --help`. */
export const EXIT = {
  fine: 0,
  /** The check found a fault. */
  wrong: 1,
  usage: 2,
  /** Kafka or a service did not answer, or refused. */
  unreachable: 3,
} as const;

/** Ends the command with one line and an exit code. */
export class CliFault extends Error {
  constructor(
    readonly kind: keyof typeof EXIT,
    message: string,
  ) {
    super(message);
  }
}
