import { Controller } from '@nestjs/common';
import { quarantines } from '@stopsms/contracts';
import { Follows, type MessageOf } from '@stopsms/messaging';
import { Quarantine } from '../quarantine/quarantine';

@Controller()
export class QuarantinesFollower {
  constructor(private readonly quarantine: Quarantine) {}

  @Follows(quarantines)
  async handle(messages: MessageOf<typeof quarantines>[]): Promise<void> {
    for (const { key, value, timestamp } of messages) {
      if (value) this.quarantine.kept(value);
      else this.quarantine.over(key, timestamp);
    }
  }
}
