import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { type MessagingLog, Publisher } from '@stopsms/messaging';
import type { DatabaseConnection } from '@stopsms/persistence';
import { Outbox } from './outbox';
import { Relay } from './relay';

interface OutboxSettings {
  connection: DatabaseConnection;
  log: MessagingLog;
}

/** Outbox for writers, with its relay in the background. Needs Clock and Publisher from the service, which also stops it. */
@Module({})
export class OutboxModule implements OnApplicationBootstrap {
  constructor(@Inject(Relay) private readonly relay: Relay) {}

  static forRoot({ connection, log }: OutboxSettings): DynamicModule {
    return {
      module: OutboxModule,
      global: true,
      providers: [
        {
          provide: Outbox,
          useFactory: (clock: Clock, relay: Relay) => new Outbox(clock, () => relay.nudge()),
          inject: [Clock, Relay],
        },
        {
          provide: Relay,
          useFactory: (publisher: Publisher) => new Relay(connection, publisher, log),
          inject: [Publisher],
        },
      ],
      exports: [Outbox, Relay],
    };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }
}
