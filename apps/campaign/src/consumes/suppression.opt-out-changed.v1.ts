import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { FollowOptOuts, type OptOutChange } from '../use-cases/follow-opt-outs';

@Controller()
export class OptOutChangedConsumer {
  constructor(private readonly followOptOuts: FollowOptOuts) {}

  @Consumes(optOutChanged, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    await this.followOptOuts.execute(messages.flatMap(({ value }) => toChanges(value)));
  }
}

type Value = MessageOf<typeof optOutChanged>['value'];

/** A repeated request changes nothing, and whoever leaves one stream only stays in the advertiser's address books. */
function toChanges({ change, recipientKey, optOuts, at }: Value): OptOutChange[] {
  if (change === 'repeated') return [];
  return optOuts
    .filter(({ scope }) => !scope.includes('/'))
    .map(({ scope }) => ({ recipientKey, scope, state: change === 'opted-out' ? 'out' : 'back', at }));
}
