import 'reflect-metadata';
import { runService } from '@stopsms/service-kit';
import { compliance } from './app.module';

void runService(compliance);
