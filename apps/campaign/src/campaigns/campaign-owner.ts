import { rowOwner } from '../http-parts/row-owner';
import { CAMPAIGNS_SQL } from './campaigns.store';

export class CampaignOwner extends rowOwner('campaign', CAMPAIGNS_SQL.owner) {}
