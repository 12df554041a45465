import { Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import { type Outgoing, Publisher } from '@stopsms/messaging';
import { MicroBatch } from '../adapters/micro-batch';
import { type IncomingMo, type MoReceived, moRecord, moReceived } from '../produces/inbound-mo.received.v1';

/** Makes an MO durable; whoever delivered it may be told so once this resolves, and not before. */
@Injectable()
export class AcceptMo {
  private readonly batch: MicroBatch<Outgoing<MoReceived>>;

  constructor(
    publisher: Publisher,
    private readonly keys: RecipientKeys,
  ) {
    this.batch = new MicroBatch((records) => publisher.publish(moReceived, records));
  }

  /** @returns the MO's id, the same each time it is delivered */
  async execute(mo: IncomingMo): Promise<string> {
    const record = moRecord(mo, this.keys.keyOf(mo.from));
    await this.batch.add(record);
    return record.value.moId;
  }
}
