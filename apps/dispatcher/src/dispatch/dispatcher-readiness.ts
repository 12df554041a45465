import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Readiness } from '@stopsms/service';
import { OperatorLink } from '../operator/operator-link';
import { ReceivedWatch } from '../quarantine/received-watch';
import { Freshness } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import { SnapshotKeeper } from '../view/snapshot-keeper';

/** Reports ready while adverts may be decided and the operator takes messages. */
@Injectable()
export class DispatcherReadiness implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: Readiness,
    private readonly freshness: Freshness,
    private readonly view: OptOutView,
    private readonly snapshots: SnapshotKeeper,
    private readonly received: ReceivedWatch,
    private readonly operator: OperatorLink,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.register(
      'opt-out-view',
      () => this.freshness.problem(),
      () => ({
        entries: this.view.entries,
        heartbeatAgeMs: this.freshness.heartbeatAgeMs() ?? null,
        snapshot: this.snapshots.state(),
      }),
    );
    this.readiness.register('received-texts', () => this.received.problem());
    this.readiness.register(
      'operator-link',
      () => this.operator.unbound(),
      () => ({ providers: this.operator.states() }),
    );
  }
}
