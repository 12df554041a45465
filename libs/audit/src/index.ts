export {
  AUDIT_RULE,
  type AuditRule,
  ChangesNothing,
  LooksAtPersonalData,
  OnRecordElsewhere,
  auditRuleOf,
  givenNumber,
} from './audit-rules';
export { AuditTrail, OutboxTrail, TopicTrail } from './audit-trail';
export { AuditInterceptor } from './audit.interceptor';
export { Audit } from './audit';
export { PersonPageRoute, PersonRoute, personBody, personPageBody } from './person-routes';
export { Refusals } from './refusals';
