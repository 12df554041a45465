import type { Services } from '@stopsms/clients';

/** Services of the platform, in the order in which they are listed. */
export const SERVICES = [
  'campaign',
  'compliance',
  'dispatcher',
  'inbound-mo',
  'suppression',
  'notification',
  'gateway',
] as const satisfies readonly (keyof Services)[];
export type ServiceName = (typeof SERVICES)[number];
