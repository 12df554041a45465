import { HTTP_PORTS, type ServiceName } from '@stopsms/contracts';
import { z } from 'zod';

/**
 * Where another service answers: on this machine at its usual port unless it is told otherwise.
 * @param what - what it is asked, for whoever reads why a start was refused
 */
export const serviceUrl = (service: ServiceName, what: string) =>
  z
    .url({ protocol: /^https?$/ })
    .default(`http://127.0.0.1:${HTTP_PORTS[service]}`)
    .describe(`where ${service} is asked ${what}`);
