import 'reflect-metadata';
import { runProcess } from '@stopsms/bootstrap';
import { migrateConsole, startConsole } from './console';

void runProcess('console', { start: startConsole, migrate: migrateConsole });
