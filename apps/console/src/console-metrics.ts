import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { IdentityProvider } from './sign-in/identity-provider';

@Injectable()
export class ConsoleMetrics {
  readonly signIns: Counter<'outcome'>;
  readonly refused: Counter<'reason'>;

  constructor(@Inject(Metrics) metrics: Metrics, @Inject(IdentityProvider) provider: IdentityProvider) {
    const registers = [metrics.registry];
    this.signIns = new Counter({
      name: 'stopsms_console_sign_ins_total',
      help: 'Sign-ins by outcome; `away`: the identity provider did not respond',
      labelNames: ['outcome'],
      registers,
    });
    this.refused = new Counter({
      name: 'stopsms_console_requests_refused_total',
      help: 'Requests whose session has ended or was begun elsewhere, or that no page of the console sent',
      labelNames: ['reason'],
      registers,
    });
    for (const outcome of ['signed-in', 'refused', 'away', 'no-role']) this.signIns.inc({ outcome }, 0);
    for (const reason of ['over', 'elsewhere', 'forged']) this.refused.inc({ reason }, 0);
    metrics.gauge('stopsms_console_identity_provider_away', '1 while people cannot sign in', () =>
      Number(provider.away !== undefined),
    );
  }
}
