import { auditConsumerOf } from '../evidence/audit/audit-consumer';

export const CampaignAuditConsumer = auditConsumerOf('campaign');
