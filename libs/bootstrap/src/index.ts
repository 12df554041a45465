export { describeService } from './describe-service';
export { migrateDatabase, migrateService } from './migrate';
export { ProbesModule } from './probes/probes.module';
export { Starting } from './probes/starting';
export { ChangeOwnKeys, ChangeRecipientKeys } from './recipient-keys/change-recipient-keys';
export { type RouteAccess, routesOf } from './routes-of';
export { runProcess, runService } from './run';
export { type RunningService, type ServiceDefinition, configOf, defineService } from './service-definition';
export { startService } from './start-service';
