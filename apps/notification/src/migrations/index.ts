import { OUTBOX_MIGRATIONS } from '@stopsms/outbox';
import {
  type MigrationClass,
  RecipientGeneration1764000032000,
  RecordShownTime1764000023000,
} from '@stopsms/persistence';
import { CreateServiceMessages1764000002000 } from './create-service-messages.migration';
import { CreateWebhookDeliveries1764000003000 } from './create-webhook-deliveries.migration';
import { EraseRecipients1764000004000 } from './erase-recipients.migration';
import { SpeakMoreLanguages1764000046200 } from './speak-more-languages.migration';
import { TellQuotas1764000031000 } from './tell-quotas.migration';

/** Those of this service with those of the libraries whose tables it has. They run in the order of the number in their name. */
export const MIGRATIONS: MigrationClass[] = [
  ...OUTBOX_MIGRATIONS,
  CreateServiceMessages1764000002000,
  CreateWebhookDeliveries1764000003000,
  EraseRecipients1764000004000,
  RecordShownTime1764000023000,
  TellQuotas1764000031000,
  SpeakMoreLanguages1764000046200,
  RecipientGeneration1764000032000,
];
