import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { campaign } from './app.module';

void runService(campaign);
