/** Undefined when all is well, else what an operator should know and do. */
export type Check = () => string | undefined | Promise<string | undefined>;

/** What must hold before a service takes work; the kit registers Kafka, database and secret, services add their own. */
export class Readiness {
  private readonly checks = new Map<string, { check: Check; detail?: () => object }>();
  private closing = false;

  register(name: string, check: Check, detail?: () => object): void {
    this.checks.set(name, { check, ...(detail ? { detail } : {}) });
  }

  /** From now on the service says it is not ready, so that no new work is sent here. */
  close(): void {
    this.closing = true;
  }

  async report(): Promise<{ name: string; problem: string | undefined; detail: object }[]> {
    const lines = await Promise.all(
      [...this.checks].map(async ([name, { check, detail }]) => ({
        name,
        problem: await Promise.resolve()
          .then(check)
          .catch((error: unknown) => String(error)),
        detail: detail?.() ?? {},
      })),
    );
    return this.closing ? [...lines, { name: 'process', problem: 'shutting down', detail: {} }] : lines;
  }
}
