import type { Schemas, Services } from '@stopsms/clients';

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

export type LettersOfTopic = Schemas['compliance']['DeadLettersAnswer']['topics'][number];
export type DeadLetter = Schemas['compliance']['DeadLetterPage']['items'][number];
export type Provider = Schemas['dispatcher']['ProvidersAnswer']['items'][number];
