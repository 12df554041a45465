import { Controller, Inject } from '@nestjs/common';
import { type AuditEvent, type ServiceName, auditEvents } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { StoreAuditEvents } from './store-audit-events';

type AuditMessage = MessageOf<(typeof auditEvents)[ServiceName]>;

/** Consumer of the audit events of one service. All services share one group, since events are few. */
export function auditConsumerOf(service: ServiceName) {
  @Controller()
  class AuditConsumer {
    constructor(@Inject(StoreAuditEvents) private readonly store: StoreAuditEvents) {}

    @Consumes(auditEvents[service], { group: 'audit', ...BATCHED })
    async handle(messages: AuditMessage[]): Promise<void> {
      await this.store.execute(messages.map(({ value }): AuditEvent => value));
    }
  }
  return AuditConsumer;
}
