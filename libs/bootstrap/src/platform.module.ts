import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { KeyUses, PeopleLimit } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Clock, Pseudonyms, RecipientKeys } from '@stopsms/kernel';
import { KafkaTransport, Publisher } from '@stopsms/messaging';
import { BackgroundJobs, Guarantees, LOG, type Log, type Metrics, type Readiness } from '@stopsms/service';
import { DeadLetters } from './dead-letters/dead-letters';
import { DeadLettersController } from './dead-letters/dead-letters.controller';
import { LagController } from './probes/lag.controller';
import { probes } from './probes/probes.module';
import { ProfileController } from './profiles/profile.controller';
import { Profiler } from './profiles/profiler';

/** Secrets of recipients that a service has. */
export interface Trust {
  /** True if it turns numbers into recipient keys: no other service has the secret, nor `RecipientKeys`. */
  hashesNumbers?: true;
  /** True if it reports recipients to advertisers: no other service has the secret of pseudonyms, nor `Pseudonyms`. */
  namesRecipients?: true;
}

export interface PlatformParts {
  clock: Clock;
  keys: RecipientKeys | undefined;
  pseudonyms: Pseudonyms | undefined;
  publisher: Publisher;
  transport: KafkaTransport;
  directory: AdvertiserDirectory;
  readiness: Readiness;
  metrics: Metrics;
  guarantees: Guarantees;
  uses: KeyUses;
  peopleLimit: PeopleLimit;
  deadLetters: DeadLetters;
  profiler: Profiler;
  log: Log;
}

/**
 * Parts that every service may inject: Clock, Publisher, KafkaTransport, AdvertiserDirectory, PeopleLimit, Readiness, Metrics,
 * Guarantees, BackgroundJobs, LOG; RecipientKeys and Pseudonyms depending on its `Trust`.
 */
@Module({})
export class PlatformModule {
  static forRoot(parts: PlatformParts, { hashesNumbers, namesRecipients }: Trust): DynamicModule {
    const { imports, controllers, providers: probed } = probes(parts);
    const providers = [
      ...probed,
      { provide: Clock, useValue: parts.clock },
      ...(hashesNumbers ? [{ provide: RecipientKeys, useValue: parts.keys }] : []),
      ...(namesRecipients ? [{ provide: Pseudonyms, useValue: parts.pseudonyms }] : []),
      { provide: Publisher, useValue: parts.publisher },
      { provide: KafkaTransport, useValue: parts.transport },
      { provide: AdvertiserDirectory, useValue: parts.directory },
      { provide: Guarantees, useValue: parts.guarantees },
      { provide: KeyUses, useValue: parts.uses },
      { provide: PeopleLimit, useValue: parts.peopleLimit },
      { provide: DeadLetters, useValue: parts.deadLetters },
      { provide: Profiler, useValue: parts.profiler },
      { provide: LOG, useValue: parts.log },
      BackgroundJobs,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [...imports, DiscoveryModule, ScheduleModule.forRoot()],
      controllers: [...controllers, DeadLettersController, LagController, ProfileController],
      providers,
      exports: providers.map((each) => ('provide' in each ? each.provide : each)),
    };
  }
}
