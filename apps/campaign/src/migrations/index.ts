import type { MigrationClass } from '@stopsms/persistence';
import { CreateCampaign1764000080000 } from './create-campaign.migration';
import { IndexRecipients1764000090970 } from './index-recipients.migration';
import { MapImports1764000090300 } from './map-imports.migration';
import { NameCampaigns1764000091000 } from './name-campaigns.migration';
import { NameEnabledOperators1764000090100 } from './name-enabled-operators.migration';
import { SetEnforcement1764000090400 } from './set-enforcement.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [
  CreateCampaign1764000080000,
  NameEnabledOperators1764000090100,
  MapImports1764000090300,
  SetEnforcement1764000090400,
  IndexRecipients1764000090970,
  NameCampaigns1764000091000,
];
