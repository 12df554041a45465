import { auditConsumerOf } from '../audit/audit-consumer';

export const CampaignAuditConsumer = auditConsumerOf('campaign');
