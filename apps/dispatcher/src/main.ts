import 'reflect-metadata';
import { runService } from '@stopsms/service-kit';
import { dispatcher } from './app.module';

void runService(dispatcher);
