export { AuditTrail } from '@stopsms/service-kit';
