import { Injectable } from '@nestjs/common';
import type { AuditEvent } from '@stopsms/contracts';
import { RecipientKeys, dayOf } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { sealedAct } from '../proofs/acts/kept-act';
import { writeFacts } from '../proofs/facts/facts-lock';
import { actLeaf } from '../proofs/sealing/act-leaf';
import { storableValue } from '../../rules/digest/storable-json';

/** Keeps what was told of acts and looks; told again, it is stored once. */
@Injectable()
export class StoreAuditEvents {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
  ) {}

  async execute(told: readonly AuditEvent[]): Promise<void> {
    const events = told.map(storableValue);
    await this.database.run(async (tx) => {
      writeFacts(tx);
      await tx.query(INSERT, this.columnsOf(events));
    });
  }

  private columnsOf(events: readonly AuditEvent[]): unknown[] {
    return [
      events.map(({ id }) => id),
      events.map(({ at }) => dayOf(at)),
      events.map(({ at }) => at),
      events.map(({ stage }) => stage === 'ended'),
      events.map(({ kind }) => kind),
      events.map(({ service }) => service),
      events.map(({ operation }) => operation),
      // Lists of lists of one length do not exist in PostgreSQL's arrays: as JSON.
      events.map(({ who }) => JSON.stringify([who.subject, who.name, who.keyId].filter(Boolean))),
      events.map(({ on }) => on.advertiserId ?? null),
      events.map(({ on }) => JSON.stringify(on.resources.map(({ id }) => id))),
      events.map(({ on }) => JSON.stringify(on.recipientKeys)),
      events.map(({ result }) => result?.status ?? null),
      events.map((event) => JSON.stringify(event)),
      events.map((event) => actLeaf(sealedAct(event, this.keys))),
    ];
  }
}

const textsOf = (column: string) => `ARRAY(SELECT jsonb_array_elements_text(e.${column}::jsonb))`;
const INSERT = `INSERT INTO audit_event (id, day, at, ended, kind, service, operation, actors, advertiser_id, resources, recipients, status, event, hash)
  SELECT e.id, e.day, to_timestamp(e.at / 1000.0), e.ended, e.kind, e.service, e.operation, ${textsOf('actors')}, e.advertiser,
    ${textsOf('resources')}, ${textsOf('recipients')}, e.status, e.event, e.hash
  FROM unnest($1::uuid[], $2::date[], $3::float8[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::smallint[], $13::text[], $14::bytea[])
    AS e(id, day, at, ended, kind, service, operation, actors, advertiser, resources, recipients, status, event, hash)
  ON CONFLICT DO NOTHING`;
