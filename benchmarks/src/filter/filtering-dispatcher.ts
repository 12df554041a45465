import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { runService } from '@stopsms/bootstrap';
import { dispatcher } from '../../../apps/dispatcher/src/app.module';
import { OperatorModule } from '../../../apps/dispatcher/src/operator/operator.module';
import { type Mt, OperatorLink, type SubmitResult } from '../../../apps/dispatcher/src/operator/operator-link';
import { ProviderMetrics } from '../../../apps/dispatcher/src/operator/provider-metrics';

const PROVIDER = 'instant';

/** Takes every message at once, after the last look that a real operator link takes too. */
class InstantOperator extends OperatorLink {
  private accepted = 0;

  constructor(private readonly window: number) {
    super();
  }

  problem(): undefined {
    return undefined;
  }

  unbound(): undefined {
    return undefined;
  }

  states(): [] {
    return [];
  }

  providerOf(): string {
    return PROVIDER;
  }

  chunkOf(): number {
    return this.window;
  }

  opening(): undefined {
    return undefined;
  }

  closed(): undefined {
    return undefined;
  }

  providersWithLookup(): [] {
    return [];
  }

  async submit(mt: Mt): Promise<SubmitResult> {
    const veto = mt.veto?.(0);
    if (veto) return { outcome: 'vetoed', veto, provider: PROVIDER, smscIds: [] };
    this.accepted += 1;
    return { outcome: 'submitted', parts: 1, provider: PROVIDER, smscIds: [`instant-${this.accepted}`] };
  }
}

// A program of its own: the dispatcher with all its modules, except that its operator is this one instead of SMPP.
const instant = { provide: OperatorLink, useValue: new InstantOperator(Number(process.env.SMPP_WINDOW)) };
Module({ controllers: [], providers: [ProviderMetrics, instant] })(OperatorModule);
void runService(dispatcher);
