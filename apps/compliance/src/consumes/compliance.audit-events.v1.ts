import { auditConsumerOf } from '../evidence/audit/audit-consumer';

export const ComplianceAuditConsumer = auditConsumerOf('compliance');
