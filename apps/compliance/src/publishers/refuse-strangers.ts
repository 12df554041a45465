import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { addRefusedAskings } from '../produces/compliance.verdicts.v1';
import { CountVerdicts } from '../decision/count-verdicts';
import { type Asked, PublisherRights, type RefusedAsking } from './publisher-rights';

/**
 * Turns away requests for advertisers that their publisher does not speak for, before anything else is looked at. Nothing is
 * kept of them, so that the id, which another's message may have or get, is not taken: they are told, and that is all.
 */
@Injectable()
export class RefuseStrangers {
  constructor(
    private readonly rights: PublisherRights,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
  ) {}

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
    this.verdicts.countNotAllowed(refused.map(({ why }) => why.publisher));
    return allowed;
  }
}
