import { Controller } from '@nestjs/common';
import { type SmsRequested, gatewayRequests, smsRequested } from '@stopsms/contracts';
import { LOW_LATENCY, Consumes, type Gathering, KafkaTransport, type MessageOf } from '@stopsms/messaging';
import { DecideRequests } from '../decision/requests/decide-requests';
import { PublisherRights } from '../decision/publishers/publisher-rights';
import { RefuseStrangers } from '../decision/requests/refuse-strangers';
import { RefuseUnreadable } from '../decision/requests/refuse-unreadable';

/**
 * Adverts are decided in two rounds a second at most. A request that is not plainly an advert, such as a code that somebody
 * waits for, brings the next round forward.
 */
const ADVERTS: Gathering = {
  everyMs: 500,
  urgentEveryMs: 20,
  isUrgent: (_, { value }) => !value?.includes('"marketing"'),
};

/** Also of the topics of the gateway and of each publisher. */
@Controller()
export class SmsRequestedConsumer {
  constructor(
    private readonly refuseStrangers: RefuseStrangers,
    private readonly decideRequests: DecideRequests,
    refuseUnreadable: RefuseUnreadable,
    private readonly rights: PublisherRights,
    transport: KafkaTransport,
  ) {
    for (const topic of [smsRequested, ...rights.topics])
      transport.onUnreadable(topic, (record) => refuseUnreadable.execute(record));
  }

  @Consumes(gatewayRequests, { group: gatewayRequests.name, gathering: ADVERTS, ...LOW_LATENCY })
  async handleGateway(messages: MessageOf<typeof smsRequested>[]): Promise<void> {
    await this.handle(messages);
  }

  @Consumes(smsRequested, { group: smsRequested.name, gathering: ADVERTS, ...LOW_LATENCY })
  async handle(messages: MessageOf<typeof smsRequested>[]): Promise<void> {
    const asked = messages.map((record) => ({ request: knownFields(record.value), record }));
    const allowed = await this.refuseStrangers.execute(asked);
    if (allowed.length === 0) return;
    await this.decideRequests.execute(
      allowed.map(({ request, record: { topic, traceparent } }) => ({
        request,
        traceparent,
        publisher: this.rights.publisherOf(topic),
      })),
    );
  }
}

const FIELDS = Object.entries(smsRequested.value.properties).map(([name, schema]) => ({
  name: name as keyof SmsRequested,
  isId: 'format' in schema && schema.format === 'uuid',
}));

/** Request of a publisher, with the fields of the contract alone and ids in lower case. */
function knownFields(request: SmsRequested): SmsRequested {
  const known: Partial<Record<keyof SmsRequested, unknown>> = {};
  for (const { name, isId } of FIELDS) {
    const field = request[name];
    if (field !== undefined) known[name] = isId ? String(field).toLowerCase() : field;
  }
  return known as SmsRequested;
}
