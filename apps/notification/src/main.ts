import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { notification } from './app.module';

void runService(notification);
