import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { gateway } from './app.module';

void runService(gateway);
