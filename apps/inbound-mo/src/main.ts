import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { inboundMo } from './app.module';

void runService(inboundMo);
