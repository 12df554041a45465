import { Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import { Publisher } from '@stopsms/messaging';
import { type IncomingMo, moRecord, moReceived } from '../produces/inbound-mo.received.v1';

/** Makes an MO durable; whoever delivered it may be told so once this resolves, and not before. */
@Injectable()
export class AcceptMo {
  constructor(
    private readonly publisher: Publisher,
    private readonly keys: RecipientKeys,
  ) {}

  /** @returns the MO's id, the same each time it is delivered */
  async execute(mo: IncomingMo): Promise<string> {
    const record = moRecord(mo, this.keys.keyOf(mo.from));
    await this.publisher.publish(moReceived, [record]);
    return record.value.moId;
  }
}
