import type { DynamicModule } from '@nestjs/common';
import { ProbesModule } from '@stopsms/bootstrap';
import { LongUploads } from '@stopsms/http';
import { SecretSeal } from '@stopsms/kernel';
import { Database, PersistenceModule, databaseConnection } from '@stopsms/persistence';
import { LOG, type Log, type Metrics, type Readiness } from '@stopsms/service';
import { AlertsController } from './alerts/alerts.controller';
import { ConsoleMetrics } from './console-metrics';
import { MIGRATIONS } from './migrations';
import { ApiController } from './proxy/api.controller';
import { LiveExchanges } from './proxy/live-exchanges';
import { SessionController } from './sessions/session.controller';
import { SessionGuard } from './sessions/session.guard';
import { SessionTokens } from './sessions/session-tokens';
import { isSecure } from './sessions/sessions';
import { SETTINGS, type ConsoleSettings } from './settings/settings';
import { IdentityProvider } from './sign-in/identity-provider';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInCookie } from './sign-in/sign-in-cookie';

/** The console: sign-in, sessions, and the proxy to the services. It reads and writes no topic. */
export function consoleModule(
  settings: ConsoleSettings,
  { log, readiness, metrics }: { log: Log; readiness: Readiness; metrics: Metrics },
): DynamicModule {
  const connection = databaseConnection(settings.DATABASE_URL, settings.DATABASE_SSL_CA);
  const seal = new SecretSeal(settings.SESSION_SECRET);
  const provider = new IdentityProvider(settings);
  class ConsoleModule {}
  return {
    module: ConsoleModule,
    imports: [
      ProbesModule.forRoot({ readiness, metrics }),
      PersistenceModule.forRoot({ connection, migrations: MIGRATIONS, log, patienceMs: settings.START_WAIT_MS }),
    ],
    controllers: [SignInController, SessionController, AlertsController, ApiController],
    providers: [
      { provide: SETTINGS, useValue: settings },
      { provide: LOG, useValue: log },
      { provide: IdentityProvider, useValue: provider },
      { provide: SignInCookie, useValue: new SignInCookie(seal, isSecure(settings)) },
      {
        provide: SessionTokens,
        useFactory: (database: Database) => new SessionTokens(database, seal, provider),
        inject: [Database],
      },
      ConsoleMetrics,
      LiveExchanges,
      SessionGuard,
      LongUploads,
    ],
  };
}
