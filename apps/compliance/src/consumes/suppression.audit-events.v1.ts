import { auditConsumerOf } from '../evidence/audit/audit-consumer';

export const SuppressionAuditConsumer = auditConsumerOf('suppression');
