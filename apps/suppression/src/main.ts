import 'reflect-metadata';
import { runService } from '@stopsms/service-kit';
import { suppression } from './app.module';

void runService(suppression);
