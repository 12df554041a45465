export { AuditTrail } from '@stopsms/audit';
