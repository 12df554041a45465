import 'reflect-metadata';
import { runService } from '@stopsms/service-kit';
import { notification } from './app.module';

void runService(notification);
