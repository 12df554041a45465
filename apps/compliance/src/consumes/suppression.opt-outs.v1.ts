import { Controller } from '@nestjs/common';
import { CANARY_KEY, type OptOutRecord, optOuts } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { type OptOutState, RecordOptOuts } from '../people/recipients/record-opt-outs';

const HEARTBEAT_PREFIX = 'heartbeat:';

// The dispatcher's view blocks by itself; this copy lets a consent be judged against the opt-outs, and an advert be
// refused with its reason before it is queued.
@Controller()
export class OptOutsConsumer {
  constructor(private readonly recordOptOuts: RecordOptOuts) {}

  @Consumes(optOuts, BATCHED)
  async handle(messages: MessageOf<typeof optOuts>[]): Promise<void> {
    // Where an entry only goes on under another key, nobody was forgotten.
    const said = messages.filter(({ moved }) => !moved);
    await this.recordOptOuts.execute(said.flatMap(({ key, value }) => toState(key, value)));
  }
}

function toState(key: string, value: OptOutRecord | null): OptOutState[] {
  if (key === CANARY_KEY || key.startsWith(HEARTBEAT_PREFIX)) return [];
  const separator = key.indexOf(':');
  const of = { recipientKey: key.slice(0, separator), scope: key.slice(separator + 1) };
  if (value === null) return [{ ...of, state: 'erased' }];
  return 'state' in value ? [{ ...value, ...of }] : [];
}
