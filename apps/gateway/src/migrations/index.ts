import type { MigrationClass } from '@stopsms/persistence';
import { CreateGateway1764000080000 } from './create-gateway.migration';
import { KeysByDoor1764000091542 } from './keys-by-door.migration';
import { RememberForwarded1764000090942 } from './remember-forwarded.migration';
import { QueueReplies1764000090991 } from './queue-replies.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [
  CreateGateway1764000080000,
  RememberForwarded1764000090942,
  QueueReplies1764000090991,
  KeysByDoor1764000091542,
];
