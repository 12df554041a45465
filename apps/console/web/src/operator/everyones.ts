import { api } from '../api/clients';
import type { ServiceName } from '../api/services';

/** The routes that all services have alike; typed by those of one. */
export const everyones = (service: ServiceName): typeof api.compliance =>
  api[service] as unknown as typeof api.compliance;
