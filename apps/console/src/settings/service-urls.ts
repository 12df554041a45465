import { HTTP_PORTS, SERVICES, type ServiceName } from '@stopsms/contracts';
import { z } from 'zod';

const urlOf = (service: ServiceName) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine((text) => new URL(text).pathname === '/', 'must have no path')
    .transform((text) => new URL(text).origin)
    .default(`http://127.0.0.1:${HTTP_PORTS[service]}`)
    .describe(`URL of ${service}`);

/** Each with the default port of the service. */
export const serviceSettings = {
  CAMPAIGN_URL: urlOf('campaign'),
  COMPLIANCE_URL: urlOf('compliance'),
  DISPATCHER_URL: urlOf('dispatcher'),
  INBOUND_MO_URL: urlOf('inbound-mo'),
  SUPPRESSION_URL: urlOf('suppression'),
  NOTIFICATION_URL: urlOf('notification'),
  GATEWAY_URL: urlOf('gateway'),
};

const settingOf = (service: ServiceName) =>
  `${service.toUpperCase().replace('-', '_')}_URL` as keyof typeof serviceSettings;

/** URL of each service, by its name. */
export const serviceUrls = (settings: Record<keyof typeof serviceSettings, string>): ReadonlyMap<string, string> =>
  new Map(SERVICES.map((service) => [service, settings[settingOf(service)]]));
