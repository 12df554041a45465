import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { FollowOptOuts, type OptOutChange } from '../contacts/follow-opt-outs';
import { JudgeCampaigns } from '../campaigns/controls/judge-campaigns';
import { type Complaint, RecordComplaints } from '../statistics/record-complaints';

@Controller()
export class OptOutChangedConsumer {
  constructor(
    private readonly followOptOuts: FollowOptOuts,
    private readonly recordComplaints: RecordComplaints,
    private readonly judgeCampaigns: JudgeCampaigns,
  ) {}

  @Consumes(optOutChanged, BATCHED)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    await this.follow(messages.map(({ value }) => value));
    await this.recordComplaints.execute(messages.flatMap(({ value }) => toComplaints(value)));
    this.judgeCampaigns.requestJudgement();
  }

  /** A change after an erasure in the same batch is about an unknown person, and is kept. */
  private async follow(values: Value[]): Promise<void> {
    const erasedAt = new Map(
      values.flatMap(({ forget, recipientKey }, index) => (forget ? [[recipientKey, index] as const] : [])),
    );
    const isBeforeErasure = ({ recipientKey }: Value, index: number) => index <= (erasedAt.get(recipientKey) ?? -1);
    await this.followOptOuts.execute(values.filter(isBeforeErasure).flatMap(toChanges));
    await this.followOptOuts.erase([...erasedAt.keys()]);
    await this.followOptOuts.execute(
      values.filter((value, index) => !isBeforeErasure(value, index)).flatMap(toChanges),
    );
  }
}

type Value = MessageOf<typeof optOutChanged>['value'];

/** An opt-out from one stream leaves the contact in the advertiser's address books. */
const wholeScopes = ({ optOuts }: Value): string[] =>
  optOuts.map(({ scope }) => scope).filter((scope) => !scope.includes('/'));

/** A repeated request changes nothing. */
function toChanges(value: Value): OptOutChange[] {
  const { change, recipientKey, at } = value;
  if (change === 'repeated') return [];
  return wholeScopes(value).map((scope) => ({
    recipientKey,
    scope,
    state: change === 'opted-out' ? 'out' : 'back',
    at,
  }));
}

/** Somebody who had opted out before complains no less. */
function toComplaints(value: Value): Complaint[] {
  const { changeId, change, source, recipientKey, at, sentAt, evidenceId } = value;
  if (source !== 'complaint' || change === 'returned') return [];
  return wholeScopes(value).map((scope) => ({
    changeId,
    recipientKey,
    scope,
    at,
    evidenceId,
    ...(sentAt === undefined ? {} : { sentAt }),
  }));
}
