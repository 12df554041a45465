import { auditConsumerOf } from '../audit/audit-consumer';

export const SuppressionAuditConsumer = auditConsumerOf('suppression');
