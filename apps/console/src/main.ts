import 'reflect-metadata';
import { runProcess } from '@stopsms/service-kit';
import { migrateConsole, startConsole } from './console';

void runProcess('console', { start: startConsole, migrate: migrateConsole });
