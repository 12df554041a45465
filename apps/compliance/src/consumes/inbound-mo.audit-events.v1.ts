import { auditConsumerOf } from '../audit/audit-consumer';

export const InboundMoAuditConsumer = auditConsumerOf('inbound-mo');
