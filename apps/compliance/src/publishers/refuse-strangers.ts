import { Injectable } from '@nestjs/common';
import { PUBLISHER_NOT_ALLOWED } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service-kit';
import { Counter } from 'prom-client';
import { type RefusedAsking, addRefusedAskings } from '../produces/compliance.verdicts.v1';
import { CountVerdicts } from '../decision/count-verdicts';
import { type Asked, PublisherRights, UNNAMED } from './publisher-rights';

/**
 * Turns away requests for advertisers that their publisher does not speak for, before anything else is looked at. Nothing is
 * kept of them, so that the id, which another's message may have or get, is not taken: they are told, and that is all.
 */
@Injectable()
export class RefuseStrangers {
  private readonly notAllowed: Counter<'publisher'>;

  constructor(
    private readonly rights: PublisherRights,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    this.notAllowed = new Counter({
      name: 'stopsms_compliance_publisher_refusals_total',
      help: 'Requests for advertisers that their publisher does not speak for',
      labelNames: ['publisher'],
      registers: [registry],
    });
    // A counter that appears with its first event shows no increase for it.
    for (const publisher of [UNNAMED, ...rights.names]) this.notAllowed.inc({ publisher }, 0);
  }

  /** @returns those that may be decided */
  async execute(asked: Asked[]): Promise<Asked[]> {
    const refused: RefusedAsking[] = [];
    const allowed: Asked[] = [];
    for (const each of asked) {
      const { topic, source } = each.record;
      const why = this.rights.refusal({ topic, source, advertiserId: each.request.advertiserId });
      if (why) refused.push({ ...each, why });
      else allowed.push(each);
    }
    if (refused.length === 0) return allowed;
    const now = this.clock.now();
    await this.database.run((tx) => addRefusedAskings(this.outbox, tx, refused, now));
    this.verdicts.countRefused(PUBLISHER_NOT_ALLOWED, refused.length);
    for (const { why } of refused) this.notAllowed.inc({ publisher: why.publisher ?? UNNAMED });
    return allowed;
  }
}
