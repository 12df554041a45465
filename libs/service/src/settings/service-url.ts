import { HTTP_PORTS, type ServiceName } from '@stopsms/contracts';
import { z } from 'zod';

/**
 * URL of another service; by default its usual port on this machine.
 * @param purpose - its use, for the message of a refused start
 */
export const serviceUrl = (service: ServiceName, purpose: string) =>
  z
    .url({ protocol: /^https?$/ })
    .default(`http://127.0.0.1:${HTTP_PORTS[service]}`)
    .describe(`URL of ${service}, ${purpose}`);
