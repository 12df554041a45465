import { OUTBOX_SCHEMA } from '@stopsms/outbox';
import {
  CreateSchema,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  SIMULATED_CLOCK_SCHEMA,
} from '@stopsms/persistence';
import { NOTIFICATIONS } from './schema/notifications';
import { EARLIER } from './earlier';

export class CreateNotification1764000080000 extends CreateSchema {
  readonly name = 'CreateNotification1764000080000';
  protected readonly functions = [RECIPIENT_GENERATION_FUNCTIONS];
  protected readonly tables = [OUTBOX_SCHEMA, SIMULATED_CLOCK_SCHEMA, RECIPIENT_GENERATION_SCHEMA, NOTIFICATIONS];
  protected readonly earlier = EARLIER;
}
