import 'reflect-metadata';
import { runService } from '@stopsms/service-kit';
import { campaign } from './app.module';

void runService(campaign);
