import { Controller, Inject } from '@nestjs/common';
import { type AuditEvent, type ServiceName, auditEvents } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { StoreAuditEvents } from './store-audit-events';

type Told = MessageOf<(typeof auditEvents)[ServiceName]>[];

/** Reads the audit events of one service; all of them in one group, since they are few. */
export function auditConsumerOf(service: ServiceName) {
  @Controller()
  class AuditConsumer {
    constructor(@Inject(StoreAuditEvents) private readonly store: StoreAuditEvents) {}

    @Consumes(auditEvents[service], { group: 'audit', ...BATCHED })
    async handle(messages: Told): Promise<void> {
      await this.store.execute(messages.map(({ value }): AuditEvent => value));
    }
  }
  return AuditConsumer;
}
