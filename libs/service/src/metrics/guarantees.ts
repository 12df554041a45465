import { Counter } from 'prom-client';
import type { Log } from '../log';
import type { Metrics } from './metrics';

/** What the platform promises; docs/runbooks/GuaranteeViolated.md says what each one is and who watches it. */
export const GUARANTEES = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6'] as const;
export type Guarantee = (typeof GUARANTEES)[number];

/**
 * Told by code that sees a promise broken, after the fact and apart from the code that keeps it. It must stay at 0: one is a
 * matter for a person, and maybe for a lawyer.
 */
export class Guarantees {
  private readonly violations: Counter<'guarantee'>;

  constructor(
    { registry }: Metrics,
    private readonly log: Log,
  ) {
    this.violations = new Counter({
      name: 'stopsms_guarantee_violations_total',
      help: 'Promises seen broken: must be 0',
      labelNames: ['guarantee'],
      registers: [registry],
    });
    for (const guarantee of GUARANTEES) this.violations.inc({ guarantee }, 0);
  }

  /**
   * @param what - in one line, with neither number nor text
   * @param where - ids by which it can be looked up
   */
  violated(guarantee: Guarantee, what: string, where: object, count = 1): void {
    this.violations.inc({ guarantee }, count);
    this.log.error(
      { guarantee, ...where },
      `Guarantee ${guarantee} violated: ${what}. See the runbook GuaranteeViolated.`,
    );
  }
}
