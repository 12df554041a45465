import type { MigrationClass } from '@stopsms/persistence';
import { CreateSessions1764000070000 } from './create-sessions.migration';

export const MIGRATIONS: MigrationClass[] = [CreateSessions1764000070000];
