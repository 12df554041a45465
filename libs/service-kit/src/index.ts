export { ACCESS_RULE, type AccessRule, Open, Permits, ResourceOwner } from './access/access-rules';
export { isNetwork } from './access/addresses';
export { hashOfKey, makeApiKey } from './access/api-key';
export { isGranted } from './access/grant';
export { ActsFor, type Caller, CallerOf, type RequestOfCaller, signedBy, signedByNeeded, whoOf } from './access/caller';
export { grantOf } from './access/grant';
export { KeyUses } from './access/key-uses';
export { PERMISSIONS, type PermissionName, permissionOf } from './access/permissions';
export { PeopleLimit } from './access/people-limit';
export { RateLimit } from './access/rate-limit';
export { ROLES, type Role, isRole } from './access/roles';
export { type RouteAccess, routesOf } from './access/routes-of';
export { oidcSettings } from './access/tokens/oidc-settings';
export { type ClaimSettings, personOf } from './access/tokens/person-of';
export { AdvertiserDirectory } from './advertisers/advertiser-directory';
export type { SharedAccount } from './advertisers/legal-entities';
export { ownsSender, registrationOf, sendersOf } from './advertisers/owns-sender';
export {
  AUDIT_RULE,
  type AuditRule,
  ChangesNothing,
  LooksAtPersonalData,
  givenNumber,
  OnRecordElsewhere,
  auditRuleOf,
} from './audit/audit-rules';
export { AuditTrail } from './audit/audit-trail';
export { AdvertisersFollower } from './advertisers/advertisers-follower';
export { Chore } from './chore';
export { ConfigurationError, readSettings } from './settings/read-settings';
export { type Check, Readiness } from './health/readiness';
export { Starting } from './health/starting';
export { hardenServer } from './http/harden-server';
export { screenRequests } from './http/screen-requests';
export { askService } from './http/ask-service';
export { readJsonBody } from './http/json-body';
export { fieldErrors } from './http/field-errors';
export { cursorField, pageLimit, phoneField, unlessThere, uuidField } from './http/fields';
export { nameField, wordsField } from './http/name-fields';
export {
  cursorEpochMs,
  cursorInstant,
  dayField,
  epochMsField,
  instantField,
  isoInstantField,
} from './http/instant-fields';
export { pageCursor } from './http/page-cursor';
export { LongUploads } from './http/long-uploads';
export { inPieces } from './http/in-pieces';
export { inWords } from './http/in-words';
export { phoneIn } from './http/phone-field';
export { type FieldError, Problem } from './http/problem';
export { forbidCaching } from './http/no-store';
export { ProblemFilter, bodyOf } from './http/problem.filter';
export { traceRequests } from './http/trace-requests';
export { RequestPipe } from './http/request.pipe';
export { Streams, Takes } from './http/takes';
export { LOG, type Log, createLog, nestLog } from './log';
export { migrateDatabase, migrateService } from './migrate';
export { CachedProbe } from './metrics/cached-probe';
export { type Guarantee, Guarantees } from './metrics/guarantees';
export { countRequests } from './metrics/http-metrics';
export { Metrics } from './metrics/metrics';
export { answer, bodyDto } from './openapi/answer';
export { instantAnswer, pageAnswer } from './openapi/answer-fields';
export { describeService } from './openapi/describe-service';
export { AnswersPages } from './openapi/pages';
export { OF_A_PHONE, Refuses, RefusesOf } from './openapi/refuses';
export { allowance } from './settings/allowance';
export { database as databaseSettings, processSettings } from './settings/base-settings';
export { weakKey, weakSecret } from './settings/weak-secrets';
export { kafkaAccess, kafkaProblems, kafkaSettings } from './settings/kafka-settings';
export { publishersIn, publishersSetting, readPublishers } from './settings/publishers';
export { serviceUrl } from './settings/service-url';
export { webhookSecretsKey } from './settings/webhook-secrets-key';
export { ChangeOwnKeys, ChangeRecipientKeys } from './recipients/change-recipient-keys';
export { ProbesModule } from './probes.module';
export { runProcess, runService } from './run';
export { type RunningService, type ServiceDefinition, configOf, defineService, startService } from './service';
export { showReadiness } from './watch-parts';
