import { auditConsumerOf } from '../evidence/audit/audit-consumer';

export const InboundMoAuditConsumer = auditConsumerOf('inbound-mo');
