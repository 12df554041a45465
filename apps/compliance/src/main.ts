import 'reflect-metadata';
import { runService } from '@stopsms/bootstrap';
import { compliance } from './app.module';

void runService(compliance);
