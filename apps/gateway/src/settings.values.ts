import type { ValueProvider } from '@nestjs/common';
import type { OutboundRules } from '@stopsms/http';
import { ok, refused } from '@stopsms/kernel';
import { ACCOUNTS } from './accounts/accounts';
import { type AccountsFile, refusedInProduction } from './accounts/accounts-file';
import { CALLBACK_RULES } from './callbacks/callbacks';
import { DELIVERY_RETENTION_MS } from './deliveries/add-deliveries';
import { MAX_WAITING } from './deliveries/waiting-deliveries';
import { REREAD_ACCOUNTS } from './reload/reload-accounts';
import { type Settings, tlsOf } from './settings';
import { PARTS_WAIT_MS } from './smpp/long-texts';
import { SMPP_SETTINGS, type SmppSettings } from './smpp/smpp-server';

/** Values of settings that subjects of this service inject. */
export function valuesOf(settings: Settings & { HOST: string; STOPSMS_MODE: string }): ValueProvider[] {
  const tls = tlsOf(settings);
  const smpp: SmppSettings = {
    host: settings.HOST,
    port: settings.GATEWAY_SMPP_PORT,
    bindMs: settings.GATEWAY_BIND_WITHIN_MS,
    enquireLinkMs: settings.GATEWAY_ENQUIRE_LINK_MS,
    ...(tls && { tls: { port: settings.GATEWAY_SMPP_TLS_PORT, ...tls } }),
  };
  return [
    { provide: ACCOUNTS, useValue: settings.GATEWAY_ACCOUNTS_FILE?.accounts ?? [] },
    { provide: REREAD_ACCOUNTS, useValue: rereadOf(settings) },
    { provide: DELIVERY_RETENTION_MS, useValue: settings.GATEWAY_RECEIPTS_KEPT_HOURS * 3_600_000 },
    { provide: MAX_WAITING, useValue: settings.GATEWAY_MAX_WAITING },
    { provide: PARTS_WAIT_MS, useValue: settings.GATEWAY_PARTS_WAIT_MS },
    { provide: SMPP_SETTINGS, useValue: smpp },
    { provide: CALLBACK_RULES, useValue: callbackRules(settings) },
  ];
}

/** Reads the accounts again, with the checks of the start. */
function rereadOf(settings: Settings & { STOPSMS_MODE: string }): AccountsFile['reread'] {
  const { GATEWAY_ACCOUNTS_FILE: file, ALLOW_PLAIN_SMPP, STOPSMS_MODE } = settings;
  return () => {
    const read = file?.reread() ?? ok([]);
    if (!read.ok || STOPSMS_MODE !== 'production') return read;
    const problems = refusedInProduction(read.value, ALLOW_PLAIN_SMPP);
    return problems.length === 0 ? read : refused({ code: 'ACCOUNTS_INVALID', problems });
  };
}

const CALLBACK_TIMEOUT_MS = 10_000;

const callbackRules = ({
  GATEWAY_CALLBACKS_ALLOW_PRIVATE: allowed,
  STOPSMS_MODE,
}: Settings & { STOPSMS_MODE: string }): OutboundRules => ({
  urlName: 'the callback URL',
  allowPrivate: allowed === undefined ? STOPSMS_MODE === 'development' : allowed === 'true',
  needTls: STOPSMS_MODE === 'production',
  timeoutMs: CALLBACK_TIMEOUT_MS,
});
