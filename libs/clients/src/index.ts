import type { components as CampaignParts, paths as Campaign } from './services/campaign';
import type { components as ComplianceParts, paths as Compliance } from './services/compliance';
import type { components as DispatcherParts, paths as Dispatcher } from './services/dispatcher';
import type { components as GatewayParts, paths as Gateway } from './services/gateway';
import type { components as InboundMoParts, paths as InboundMo } from './services/inbound-mo';
import type { components as NotificationParts, paths as Notification } from './services/notification';
import type { components as SuppressionParts, paths as Suppression } from './services/suppression';

// Types of every service's routes, which every build generates from the OpenAPI documents. No code.

export interface Services {
  campaign: Campaign;
  compliance: Compliance;
  dispatcher: Dispatcher;
  gateway: Gateway;
  'inbound-mo': InboundMo;
  notification: Notification;
  suppression: Suppression;
}

/** Schemas of bodies and answers, by their names in the documents. */
export interface Schemas {
  campaign: CampaignParts['schemas'];
  compliance: ComplianceParts['schemas'];
  dispatcher: DispatcherParts['schemas'];
  gateway: GatewayParts['schemas'];
  'inbound-mo': InboundMoParts['schemas'];
  notification: NotificationParts['schemas'];
  suppression: SuppressionParts['schemas'];
}
