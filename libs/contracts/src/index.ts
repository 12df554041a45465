export { type Cleanup, PARTITIONS, type Topic, type ValueOf, compacted, days, defineTopic } from './define-topic';
export { Position } from './fields';
export { KEY_SCOPES, type KeyScope, isKeyScope } from './key-scopes';
export { PROBLEMS, type ProblemCode, exampleOf, kindOf, problemType } from './problems/problems';
export {
  GATEWAY,
  gatewayOutcomes,
  gatewayRequests,
  outcomesOfPublishers,
  outcomesTopic,
  outcomesTopicNamed,
  publisherTopic,
  type RequestPublisher,
  topicsOfPublishers,
} from './publishers';
export { type GatewayReply, gatewayReplies } from './topics/inbound-mo.replies.v1.gateway';
export { type PublisherOutcome, outcomes } from './topics/compliance.outcomes.v1';
export {
  type Advertiser,
  ENFORCEMENT_LEVELS,
  type EnforcementLevel,
  MAX_CAPPED_ADVERTS,
  MAX_CAPPED_HOURS,
  MAX_OBSERVE_DAYS,
  OBSERVE_WARNED_MS,
  advertisers,
  observeEndsAt,
  webhookSecretContext,
} from './topics/campaign.advertisers.v1';
export { AUDIT_BOUNDS, type AuditEvent } from './topics/audit-events.v1';
export { type CampaignControl, campaignControls } from './topics/campaign.controls.v1';
export { type ConsentCollected, consentsCollected } from './topics/campaign.consents-collected.v1';
export { type ClearedMessage, clearedInformative, clearedMarketing } from './topics/compliance.cleared.v1';
export { type QuotaReached, quotasReached } from './topics/compliance.quotas-reached.v1';
export { type ReportMatch, type UnmatchedText, reportMatches } from './topics/compliance.report-matches.v1';
export { type Return, returns } from './topics/compliance.returns.v1';
export {
  CAMPAIGN_NOT_YOURS,
  INVALID_REQUEST,
  PUBLISHER_NOT_ALLOWED,
  REFUSED_TO_PUBLISHER,
  UNDECIDABLE,
  type Verdict,
  verdicts,
} from './topics/compliance.verdicts.v1';
export { type Begun, type JournalEntry, type TryRequeued, journal } from './topics/dispatcher.journal.v1';
export {
  REQUEUED_CODES,
  type RequeuedCode,
  type MessageStatus,
  messageStatus,
  knowledgeOf,
} from './topics/dispatcher.message-status.v1';
export { type OperatorOptOut, operatorOptOuts } from './topics/dispatcher.operator-opt-outs.v1';
export { type ServiceStatus, serviceStatus } from './topics/dispatcher.service-status.v1';
export { type Quarantine, quarantines } from './topics/inbound-mo.quarantines.v1';
export {
  MO_READERS_GROUP,
  type MoReceived,
  type UnreadableMo,
  moReceived,
  unreadableMo,
} from './topics/inbound-mo.received.v1';
export { type ServiceReceipt, serviceReceipts } from './topics/inbound-mo.service-receipts.v1';
export { failedReceipts } from './topics/inbound-mo.failed-receipts.v1';
export { type Receipt, receipts } from './topics/inbound-mo.receipts.v1';
export {
  type OptOutTier,
  REPLY_TIERS,
  type Reply,
  type ReplyTier,
  optsOut,
  replies,
} from './topics/inbound-mo.replies.v1';
export { type NotificationMessage, notificationMessages } from './topics/notification.messages.v1';
export { type SmsRequested, smsRequested } from './topics/sms.requested.v1';
export { type NumberStateRecord, numberStates } from './topics/suppression.number-states.v1';
export { type LiftDocument, type OptOutChanged, optOutChanged } from './topics/suppression.opt-out-changed.v1';
export {
  CANARY_KEY,
  type OptOut,
  type OptOutRecord,
  heartbeatKey,
  optOutKey,
  optOuts,
} from './topics/suppression.opt-outs.v1';
export { type ReportToMatch, reportsToMatch } from './topics/suppression.reports-to-match.v1';
export {
  type Edge,
  HTTP_PORTS,
  type HttpCall,
  SERVICES,
  type ServiceName,
  auditEvents,
  deadLetterOf,
  httpCalls,
  replayerOf,
  topicsReadBy,
  topicsWrittenBy,
  topology,
} from './topology';
