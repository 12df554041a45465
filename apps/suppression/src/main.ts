import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { suppression } from './app.module';

void runService(suppression);
