import { OUTBOX_SCHEMA } from '@stopsms/outbox';
import {
  CreateSchema,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  SIMULATED_CLOCK_SCHEMA,
} from '@stopsms/persistence';
import { CONSENTS } from './schema/consents';
import { DECISIONS } from './schema/decisions';
import { FUNCTIONS } from './schema/functions';
import { PROOFS } from './schema/proofs';
import { EARLIER } from './earlier';

export class CreateCompliance1764000080000 extends CreateSchema {
  readonly name = 'CreateCompliance1764000080000';
  protected readonly functions = [RECIPIENT_GENERATION_FUNCTIONS, FUNCTIONS];
  protected readonly tables = [
    OUTBOX_SCHEMA,
    SIMULATED_CLOCK_SCHEMA,
    RECIPIENT_GENERATION_SCHEMA,
    CONSENTS,
    DECISIONS,
    PROOFS,
  ];
  protected readonly earlier = EARLIER;
}
