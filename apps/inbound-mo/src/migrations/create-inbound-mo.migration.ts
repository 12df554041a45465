import { OUTBOX_SCHEMA } from '@stopsms/outbox';
import {
  CreateSchema,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  SIMULATED_CLOCK_SCHEMA,
} from '@stopsms/persistence';
import { FUNCTIONS, REPLIES } from './schema/replies';
import { SENDS } from './schema/sends';
import { EARLIER } from './earlier';

export class CreateInboundMo1764000080000 extends CreateSchema {
  readonly name = 'CreateInboundMo1764000080000';
  protected readonly functions = [RECIPIENT_GENERATION_FUNCTIONS, FUNCTIONS];
  protected readonly tables = [OUTBOX_SCHEMA, SIMULATED_CLOCK_SCHEMA, RECIPIENT_GENERATION_SCHEMA, SENDS, REPLIES];
  protected readonly earlier = EARLIER;
}
