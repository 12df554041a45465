import { z } from 'zod';
import { accessSettings } from '../access/access-settings';
import { clockSetting, type database, type hashing, type naming, processSettings } from './base-settings';
import { kafkaSettings } from './kafka-settings';

/** Settings of every service. */
export const base = z.object({ ...processSettings, ...kafkaSettings, ...clockSetting, ...accessSettings });

export type BaseConfig = z.output<typeof base> &
  Partial<z.output<typeof database> & z.output<typeof hashing> & z.output<typeof naming>>;
