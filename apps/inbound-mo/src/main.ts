import 'reflect-metadata';
import { runService } from '@stopsms/service-kit';
import { inboundMo } from './app.module';

void runService(inboundMo);
