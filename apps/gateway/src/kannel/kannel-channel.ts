import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Accounts } from '../accounts/accounts';
import { Callbacks, capacityOf } from '../callbacks/callbacks';
import { Deliver } from '../deliveries/deliver';
import type { Attempt, Delivery, DeliveryChannel } from '../deliveries/delivery';
import { type KannelEnvelope, dlrStatusOf, escapesOf, fillDlrUrl } from './dlr';

/** Calls the dlr-url of each message with its outcome. */
@Injectable()
export class KannelChannel implements DeliveryChannel, OnModuleInit {
  readonly door = 'kannel';

  constructor(
    private readonly accounts: Accounts,
    private readonly callbacks: Callbacks,
    private readonly deliverer: Deliver,
  ) {}

  onModuleInit(): void {
    this.deliverer.register(this);
  }

  capacity(): ReadonlyMap<string, number> {
    return capacityOf(this.accounts.all().filter(({ kannel }) => kannel !== undefined));
  }

  async deliver({ account, content }: Delivery): Promise<Attempt> {
    const kannel = this.accounts.get(account)?.kannel;
    if (!kannel || content.kind !== 'receipt') return 'refused';
    const { url, mask } = content.envelope as KannelEnvelope;
    if (url === undefined || (mask & dlrStatusOf(content)) === 0) return 'refused';
    return this.callbacks.call({
      url: fillDlrUrl(url, escapesOf(content, kannel.username)),
      method: 'GET',
      headers: {},
    });
  }
}
