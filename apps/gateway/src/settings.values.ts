import type { ValueProvider } from '@nestjs/common';
import { ACCOUNTS } from './accounts/accounts';
import { KEPT_MS } from './deliveries/add-deliveries';
import { MAX_WAITING } from './deliveries/waiting-deliveries';
import { type Settings, tlsOf } from './settings';
import { PARTS_WAIT_MS } from './smpp/long-texts';
import { SMPP_SETTINGS, type SmppSettings } from './smpp/smpp-server';

/** Values of settings that subjects of this service inject. */
export function valuesOf(settings: Settings & { HOST: string }): ValueProvider[] {
  const tls = tlsOf(settings);
  const smpp: SmppSettings = {
    host: settings.HOST,
    port: settings.GATEWAY_SMPP_PORT,
    bindMs: settings.GATEWAY_BIND_WITHIN_MS,
    enquireLinkMs: settings.GATEWAY_ENQUIRE_LINK_MS,
    ...(tls && { tls: { port: settings.GATEWAY_SMPP_TLS_PORT, ...tls } }),
  };
  return [
    { provide: ACCOUNTS, useValue: settings.GATEWAY_ACCOUNTS_FILE ?? [] },
    { provide: KEPT_MS, useValue: settings.GATEWAY_RECEIPTS_KEPT_HOURS * 3_600_000 },
    { provide: MAX_WAITING, useValue: settings.GATEWAY_MAX_WAITING },
    { provide: PARTS_WAIT_MS, useValue: settings.GATEWAY_PARTS_WAIT_MS },
    { provide: SMPP_SETTINGS, useValue: smpp },
  ];
}
