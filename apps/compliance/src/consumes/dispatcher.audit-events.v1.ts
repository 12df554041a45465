import { auditConsumerOf } from '../audit/audit-consumer';

export const DispatcherAuditConsumer = auditConsumerOf('dispatcher');
