import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log, Metrics, Readiness } from '@stopsms/service';
import { type Provider, bindsReceiver } from '@stopsms/providers';
import { Gauge } from 'prom-client';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { AcceptMo } from './accept-mo';
import { AcceptReceipts } from '../receipts/accept-receipts';
import { PROVIDERS } from '../providers/provider-terms';
import { HOME_COUNTRY } from '../providers/sender-number';
import { SmppReceiver } from './smpp-receiver';

/** A receiver for each operator that does not send its replies and receipts as webhooks. */
@Injectable()
export class SmppReceivers implements OnApplicationBootstrap {
  private readonly receivers: SmppReceiver[];

  constructor(
    @Inject(PROVIDERS) providers: Provider[],
    @Inject(HOME_COUNTRY) homeCountry: CountryCode,
    acceptMo: AcceptMo,
    acceptReceipts: AcceptReceipts,
    clock: Clock,
    counts: InboundMoMetrics,
    readiness: Readiness,
    metrics: Metrics,
    @Inject(LOG) log: Log,
  ) {
    const parts = { homeCountry, acceptMo, acceptReceipts, clock, counts, log };
    const receivers = providers.filter(bindsReceiver).map((provider) => new SmppReceiver(provider, parts));
    this.receivers = receivers;
    readiness.register(
      'operator-link',
      () => this.problem(),
      () => ({ providers: receivers.map(({ name, isBound }) => ({ name, isBound })) }),
    );
    new Gauge({
      name: 'stopsms_operator_link_up',
      help: '1 while the receiver is bound',
      labelNames: ['provider'],
      registers: [metrics.registry],
      collect() {
        for (const { name, isBound } of receivers) this.set({ provider: name }, isBound ? 1 : 0);
      },
    });
  }

  onApplicationBootstrap(): void {
    for (const receiver of this.receivers) receiver.open();
  }

  async close(): Promise<void> {
    await Promise.all(this.receivers.map((receiver) => receiver.close()));
  }

  /** Webhooks and the other operators go on while one is away: the details name it. */
  private problem(): string | undefined {
    const problems = this.receivers.map((receiver) => receiver.problem());
    return problems.includes(undefined) || problems.length === 0 ? undefined : problems.join('; ');
  }
}
