import { auditConsumerOf } from '../evidence/audit/audit-consumer';

export const DispatcherAuditConsumer = auditConsumerOf('dispatcher');
