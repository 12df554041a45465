import { accessSettings } from '@stopsms/access';
import {
  clockSetting,
  type databaseSettings,
  type hashing,
  kafkaSettings,
  type naming,
  processSettings,
} from '@stopsms/service';
import { z } from 'zod';

/** Settings of every service. */
export const base = z.object({ ...processSettings, ...kafkaSettings, ...clockSetting, ...accessSettings });

export type BaseConfig = z.output<typeof base> &
  Partial<z.output<typeof databaseSettings> & z.output<typeof hashing> & z.output<typeof naming>>;
