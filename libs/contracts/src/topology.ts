import type { Topic } from './define-topic';
import { gatewayOutcomes, gatewayRequests } from './publishers';
import { auditEventsOf } from './topics/audit-events.v1';
import { advertisers } from './topics/campaign.advertisers.v1';
import { campaignControls } from './topics/campaign.controls.v1';
import { consentsCollected } from './topics/campaign.consents-collected.v1';
import { clearedInformative, clearedMarketing } from './topics/compliance.cleared.v1';
import { quotasReached } from './topics/compliance.quotas-reached.v1';
import { reportMatches } from './topics/compliance.report-matches.v1';
import { returns } from './topics/compliance.returns.v1';
import { verdicts } from './topics/compliance.verdicts.v1';
import { journal } from './topics/dispatcher.journal.v1';
import { messageStatus } from './topics/dispatcher.message-status.v1';
import { operatorOptOuts } from './topics/dispatcher.operator-opt-outs.v1';
import { serviceStatus } from './topics/dispatcher.service-status.v1';
import { quarantines } from './topics/inbound-mo.quarantines.v1';
import { moReceived } from './topics/inbound-mo.received.v1';
import { failedReceipts } from './topics/inbound-mo.failed-receipts.v1';
import { receipts } from './topics/inbound-mo.receipts.v1';
import { replies } from './topics/inbound-mo.replies.v1';
import { gatewayReplies } from './topics/inbound-mo.replies.v1.gateway';
import { serviceReceipts } from './topics/inbound-mo.service-receipts.v1';
import { notificationMessages } from './topics/notification.messages.v1';
import { smsRequested } from './topics/sms.requested.v1';
import { numberStates } from './topics/suppression.number-states.v1';
import { optOutChanged } from './topics/suppression.opt-out-changed.v1';
import { optOuts } from './topics/suppression.opt-outs.v1';
import { reportsToMatch } from './topics/suppression.reports-to-match.v1';

export const SERVICES = [
  'campaign',
  'compliance',
  'dispatcher',
  'inbound-mo',
  'suppression',
  'notification',
  'gateway',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Default port of each service; clients of other teams are written against them: docs/design/shape.md#ports. */
export const HTTP_PORTS: Readonly<Record<ServiceName, number>> = {
  campaign: 3001,
  compliance: 3002,
  dispatcher: 3003,
  'inbound-mo': 3004,
  suppression: 3005,
  notification: 3006,
  gateway: 3009,
};

export interface Edge {
  readonly topic: Topic;
  readonly writer: ServiceName;
  /** Publishers outside the platform write the same records, each to a topic of its own (`publisherTopic`), for the same readers. */
  readonly open?: true;
  readonly readers: readonly ServiceName[];
  /** Readers outside the platform, such as a SIEM. */
  readonly readOutside?: true;
}

/** Topics of audit events, by the service that writes them: none may write in another's name. */
export const auditEvents = Object.fromEntries(SERVICES.map((name) => [name, auditEventsOf(name)])) as Readonly<
  Record<ServiceName, ReturnType<typeof auditEventsOf>>
>;

// The message graph: one writer and the readers of each topic. Services refuse to start with other handlers than these.
export const topology: readonly Edge[] = [
  { topic: smsRequested, writer: 'campaign', open: true, readers: ['compliance'] },
  { topic: gatewayRequests, writer: 'gateway', readers: ['compliance'] },
  { topic: advertisers, writer: 'campaign', readers: SERVICES },
  { topic: campaignControls, writer: 'campaign', readers: ['compliance', 'dispatcher'] },
  { topic: consentsCollected, writer: 'campaign', readers: ['compliance'] },
  { topic: clearedMarketing, writer: 'compliance', readers: ['dispatcher'] },
  { topic: clearedInformative, writer: 'compliance', readers: ['dispatcher'] },
  { topic: verdicts, writer: 'compliance', readers: ['campaign'] },
  { topic: gatewayOutcomes, writer: 'compliance', readers: ['gateway'] },
  { topic: quotasReached, writer: 'compliance', readers: ['notification'] },
  { topic: returns, writer: 'compliance', readers: ['suppression', 'notification'] },
  { topic: reportMatches, writer: 'compliance', readers: ['suppression', 'campaign'] },
  { topic: journal, writer: 'dispatcher', readers: ['inbound-mo'] },
  { topic: messageStatus, writer: 'dispatcher', readers: ['campaign', 'compliance', 'inbound-mo'] },
  { topic: operatorOptOuts, writer: 'dispatcher', readers: ['suppression'] },
  { topic: serviceStatus, writer: 'dispatcher', readers: ['notification'] },
  { topic: moReceived, writer: 'inbound-mo', readers: ['inbound-mo', 'dispatcher'] },
  { topic: quarantines, writer: 'inbound-mo', readers: ['dispatcher'] },
  { topic: replies, writer: 'inbound-mo', readers: ['suppression', 'notification', 'compliance'] },
  { topic: gatewayReplies, writer: 'inbound-mo', readers: ['gateway'] },
  { topic: receipts, writer: 'inbound-mo', readers: ['campaign', 'compliance'] },
  { topic: serviceReceipts, writer: 'inbound-mo', readers: ['notification'] },
  { topic: failedReceipts, writer: 'inbound-mo', readers: ['suppression'] },
  { topic: optOuts, writer: 'suppression', readers: ['dispatcher', 'compliance'] },
  { topic: optOutChanged, writer: 'suppression', readers: ['notification', 'campaign', 'inbound-mo', 'compliance'] },
  { topic: numberStates, writer: 'suppression', readers: ['compliance'] },
  { topic: reportsToMatch, writer: 'suppression', readers: ['compliance'] },
  { topic: notificationMessages, writer: 'notification', readers: ['dispatcher'] },
  ...SERVICES.map((writer): Edge => ({
    topic: auditEvents[writer],
    writer,
    readers: ['compliance'],
    readOutside: true,
  })),
];

/** Query of one service to another by HTTP; everything else between services is a record. */
export interface HttpCall {
  readonly caller: ServiceName;
  readonly callee: ServiceName;
  readonly purpose: string;
}

export const httpCalls: readonly HttpCall[] = [
  { caller: 'campaign', callee: 'compliance', purpose: 'preflight' },
  { caller: 'suppression', callee: 'campaign', purpose: 'evidence file' },
  { caller: 'suppression', callee: 'compliance', purpose: 'evidence file' },
  { caller: 'suppression', callee: 'inbound-mo', purpose: 'evidence file' },
  { caller: 'suppression', callee: 'notification', purpose: 'evidence file' },
];

export const topicsReadBy = (service: ServiceName): Topic[] =>
  topology.filter((edge) => edge.readers.includes(service)).map((edge) => edge.topic);

export const topicsWrittenBy = (service: ServiceName): Topic[] =>
  topology.filter((edge) => edge.writer === service).map((edge) => edge.topic);

/**
 * Service that replays dead letters of a topic: its only reader, which then writes to nobody but itself; or its writer if it has
 * several readers, or some outside, so that no reader can write to the others in the writer's name (decision 0052).
 */
export function replayerOf(topic: Topic): ServiceName | undefined {
  const edge = topology.find((each) => each.topic === topic);
  return edge?.readers.length === 1 && !edge.readOutside ? edge.readers[0] : edge?.writer;
}

/** Topic of records that a reader has given up on, with the cause in their headers. */
export const deadLetterOf = (topicName: string): string => `${topicName}.dlq`;
