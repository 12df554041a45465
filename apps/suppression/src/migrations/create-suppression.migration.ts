import { OUTBOX_SCHEMA } from '@stopsms/outbox';
import {
  CreateSchema,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  SIMULATED_CLOCK_SCHEMA,
} from '@stopsms/persistence';
import { OPT_OUTS } from './schema/opt-outs';
import { REPORTS } from './schema/reports';
import { EARLIER } from './earlier';

export class CreateSuppression1764000080000 extends CreateSchema {
  readonly name = 'CreateSuppression1764000080000';
  protected readonly functions = [RECIPIENT_GENERATION_FUNCTIONS];
  protected readonly tables = [OUTBOX_SCHEMA, SIMULATED_CLOCK_SCHEMA, RECIPIENT_GENERATION_SCHEMA, OPT_OUTS, REPORTS];
  protected readonly earlier = EARLIER;
}
