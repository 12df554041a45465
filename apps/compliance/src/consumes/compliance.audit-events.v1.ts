import { auditConsumerOf } from '../audit/audit-consumer';

export const ComplianceAuditConsumer = auditConsumerOf('compliance');
