import { auditConsumerOf } from '../audit/audit-consumer';

export const NotificationAuditConsumer = auditConsumerOf('notification');
