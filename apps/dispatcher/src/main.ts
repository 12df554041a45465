import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { dispatcher } from './app.module';

void runService(dispatcher);
