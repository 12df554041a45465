import { Injectable } from '@nestjs/common';
import { type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type Decision, ListUnclassified, type RecordedDecision, type UnclassifiedItem } from './list-unclassified';
import { SettleUnclassified } from './settle-unclassified';

type Judgement = Pick<RecordedDecision, 'decision' | 'by' | 'reason'>;
type NotDecided = { code: 'UNKNOWN_REPLY' } | { code: 'DECIDED'; detail: string };

const REPLY_REASONS: Record<Decision, string> = {
  'opt-out': 'a person read it as a request to stop',
  start: 'a person read it as a wish to receive texts again',
  nothing: 'a person read it as no request',
};

/** Takes what a person decides about a reply that waits; it then goes the way of every such reply. */
@Injectable()
export class DecideUnclassified {
  constructor(
    private readonly database: Database,
    private readonly settle: SettleUnclassified,
    private readonly unclassified: ListUnclassified,
  ) {}

  /** A repeated decision changes nothing; a different one is refused, since the person may have a confirmation that texts end. */
  async execute(id: string, judgement: Judgement): Promise<Result<UnclassifiedItem, NotDecided>> {
    const settlement = { ...judgement, replyReason: REPLY_REASONS[judgement.decision] };
    await this.database.run((tx) => this.settle.execute(tx, settlement, { byId: id }));
    const item = await this.unclassified.byId(id);
    if (!item) return refused({ code: 'UNKNOWN_REPLY' });
    const { decision } = item;
    if (decision && isSame(decision, judgement)) return ok(item);
    return refused({ code: 'DECIDED', detail: decision ? explain(id, decision) : ERASED });
  }
}

const isSame = (one: RecordedDecision, other: Judgement): boolean =>
  one.decision === other.decision && one.by === other.by && one.reason === other.reason && !one.automatic;

const explain = (id: string, { decision, by, at, reason, automatic }: RecordedDecision): string =>
  `Reply ${id} was decided ${decision} by ${automatic ? `the ${automatic}` : by} on ${at}: ${reason} A decision is not changed; to opt the person out after all use PUT /v1/opt-outs of suppression.`;

const ERASED = 'The text was deleted, so it can no longer be classified. Nothing was changed.';
