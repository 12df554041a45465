import { Counter } from 'prom-client';
import type { Log } from '../log';
import type { Metrics } from './metrics';

/** Guarantees of the platform, explained in docs/runbooks/GuaranteeViolated.md. */
export const GUARANTEES = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6'] as const;
export type Guarantee = (typeof GUARANTEES)[number];

/**
 * Counts violated guarantees, reported after the fact by code apart from the code that ensures them. It must stay at 0: a
 * violation is a matter for a person, and maybe for a lawyer.
 */
export class Guarantees {
  private readonly violations: Counter<'guarantee'>;

  constructor(
    { registry }: Metrics,
    private readonly log: Log,
  ) {
    this.violations = new Counter({
      name: 'stopsms_guarantee_violations_total',
      help: 'Detected violations of the guarantees: must be 0',
      labelNames: ['guarantee'],
      registers: [registry],
    });
    for (const guarantee of GUARANTEES) this.violations.inc({ guarantee }, 0);
  }

  /**
   * @param what - one line without phone number or text
   * @param where - ids to find it by
   */
  violated(guarantee: Guarantee, what: string, where: object, count = 1): void {
    this.violations.inc({ guarantee }, count);
    this.log.error(
      { guarantee, ...where },
      `Guarantee ${guarantee} violated: ${what}. See the runbook GuaranteeViolated.`,
    );
  }
}
