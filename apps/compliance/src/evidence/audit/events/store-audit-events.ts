import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '@stopsms/contracts';
import { RecipientKeys, dayOf } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { writeFacts } from '../../facts/facts-lock';
import { auditEventLeaf, sealedAuditEvent } from '../../trees/audit-event-leaf';
import { storableValue } from '../../../rules/digest/storable-json';
import { AUDIT_EVENTS_SQL, EVENTS } from './audit-events.store';

/** Stores audit events; a repeated one is stored once. */
@Injectable()
export class StoreAuditEvents {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
  ) {}

  async execute(published: readonly AuditEvent[]): Promise<void> {
    const events = published.map(storableValue);
    await this.database.run(async (tx) => {
      writeFacts(tx);
      const rows = EVENTS.of(events, (event) => ({
        ...{ id: event.id, day: dayOf(event.at), at: event.at, ended: event.stage === 'ended', kind: event.kind },
        ...{ service: event.service, operation: event.operation, advertiserId: event.on.advertiserId ?? null },
        actors: JSON.stringify([event.who.subject, event.who.name, event.who.keyId].filter(Boolean)),
        resources: JSON.stringify(event.on.resources.map(({ id }) => id)),
        recipients: JSON.stringify(event.on.recipientKeys),
        status: event.result?.status ?? null,
        event: JSON.stringify(event),
        hash: auditEventLeaf(sealedAuditEvent(event, this.keys)),
      }));
      await tx.query(AUDIT_EVENTS_SQL.insert, rows);
    });
  }
}
