import { SERVICES } from '@stopsms/contracts';
import { auditConsumerOf } from '../evidence/audit/events/audit-consumer';

/** Consumers of the audit events of every service, each from its own topic. */
export const AUDIT_CONSUMERS = SERVICES.map(auditConsumerOf);
