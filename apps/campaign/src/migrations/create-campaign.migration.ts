import { OUTBOX_SCHEMA } from '@stopsms/outbox';
import {
  CreateSchema,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  SIMULATED_CLOCK_SCHEMA,
} from '@stopsms/persistence';
import { ADVERTISERS } from './schema/advertisers';
import { CAMPAIGNS } from './schema/campaigns';
import { CONTACTS } from './schema/contacts';
import { MESSAGES } from './schema/messages';
import { EARLIER } from './earlier';

export class CreateCampaign1764000080000 extends CreateSchema {
  readonly name = 'CreateCampaign1764000080000';
  protected readonly functions = [RECIPIENT_GENERATION_FUNCTIONS];
  protected readonly tables = [
    OUTBOX_SCHEMA,
    SIMULATED_CLOCK_SCHEMA,
    RECIPIENT_GENERATION_SCHEMA,
    ADVERTISERS,
    CONTACTS,
    CAMPAIGNS,
    MESSAGES,
  ];
  protected readonly earlier = EARLIER;
}
