import type { MigrationClass } from '@stopsms/persistence';
import { CreateCampaign1764000080000 } from './create-campaign.migration';
import { MapImports1764000090300 } from './map-imports.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [CreateCampaign1764000080000, MapImports1764000090300];
