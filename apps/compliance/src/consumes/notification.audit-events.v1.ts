import { auditConsumerOf } from '../evidence/audit/audit-consumer';

export const NotificationAuditConsumer = auditConsumerOf('notification');
