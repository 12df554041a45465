import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import { LocalStackError } from '../local-stack-error';

interface VendorTraits {
  /** Fields of its account in PROVIDERS_FILE. */
  account: Record<string, string>;
  /** Its callbacks are signed; of others a secret in the path identifies it. */
  signs?: true;
  /** Words of the story that it answers itself, and confirms thereby, in capitals. */
  confirms?: readonly string[];
  /** Its API finds a message by our reference. */
  findsMessages?: true;
  /** Number from which its account sends texts that are not under a name. */
  ownCode?: string;
}

const SECRET = 'PROVIDER_SECRET';
const CALLBACK_SECRET = 'PROVIDER_CALLBACK_SECRET';
/** The simulator takes as much as it gets. */
const RATE_PER_SECOND = 1_000;

const VENDORS: Readonly<Record<VendorName, VendorTraits>> = {
  smsmode: { account: { apiKeyFrom: SECRET }, findsMessages: true },
  ovh: {
    account: {
      serviceName: 'sms-local-1',
      ...{ applicationKeyFrom: SECRET, applicationSecretFrom: SECRET, consumerKeyFrom: SECRET },
    },
    findsMessages: true,
    ownCode: '36180',
  },
  twilio: {
    account: { accountSid: `AC${'0'.repeat(32)}`, authTokenFrom: CALLBACK_SECRET },
    signs: true,
    confirms: ['STOP'],
  },
  infobip: { account: { apiKeyFrom: SECRET }, findsMessages: true },
  sinch: { account: { servicePlanId: 'local', apiTokenFrom: SECRET }, signs: true, findsMessages: true },
  aws: {
    account: {
      ...{ region: 'eu-west-3', accessKeyId: 'local', secretAccessKeyFrom: SECRET },
      topicArns: 'arn:aws:sns:eu-west-3:000000000000:sms',
    },
    confirms: ['STOP', 'ARRET'],
  },
  brevo: { account: { apiKeyFrom: SECRET }, confirms: ['STOP'], findsMessages: true },
  vonage: { account: { apiKey: 'local', apiSecretFrom: SECRET }, signs: true },
};

export const traitsOf = (name: VendorName): VendorTraits => VENDORS[name];

/** @throws LocalStackError `configuration-invalid` listing the names */
export function vendorNamed(text: string): VendorName {
  const name = VENDOR_NAMES.find((each) => each === text);
  if (name) return name;
  const names = VENDOR_NAMES.join(', ');
  throw new LocalStackError('configuration-invalid', `There is no provider "${text}". The simulator plays ${names}.`);
}

export interface VendorSettings {
  /** The stack's data folder. */
  dir: string;
  host: string;
  ports: Record<'simulatorVendor' | 'inbound-mo', number>;
  secret: string;
  callbackSecret: string;
}

/** Entry of PROVIDERS_FILE for this vendor; its API is the simulator's. */
export const providerEntry = (name: VendorName, { host, ports }: VendorSettings): object => ({
  ...{ kind: 'http', name, vendor: name, account: VENDORS[name].account, ratePerSecond: RATE_PER_SECOND },
  baseUrl: `http://${host}:${ports.simulatorVendor}`,
  callbackUrl: `http://${host}:${ports['inbound-mo']}`,
  webhook: { secretsFrom: [CALLBACK_SECRET] },
});

/** Writes PROVIDERS_FILE with this vendor alone. */
export function writeProvidersFile(name: VendorName, settings: VendorSettings): void {
  const providers = [providerEntry(name, settings)];
  writeFileSync(fileIn(settings.dir), `${JSON.stringify({ providers }, null, 2)}\n`);
}

const fileIn = (dir: string): string => join(dir, 'providers.json');

/** Settings of the services that reach it. */
export const providerEnv = ({ dir, secret, callbackSecret }: VendorSettings): NodeJS.ProcessEnv => ({
  PROVIDERS_FILE: fileIn(dir),
  [SECRET]: secret,
  [CALLBACK_SECRET]: callbackSecret,
});

/** Settings of the simulator that plays it. */
export function vendorEnv(name: VendorName, { host, ports, callbackSecret }: VendorSettings): NodeJS.ProcessEnv {
  const pathSecret = VENDORS[name].signs ? 'signed' : callbackSecret;
  return {
    SIMULATOR_VENDOR: name,
    SIMULATOR_VENDOR_PORT: String(ports.simulatorVendor),
    SIMULATOR_CALLBACK_URL: `http://${host}:${ports['inbound-mo']}/v1/callbacks/${name}/${pathSecret}`,
    SIMULATOR_SIGNING_SECRET: callbackSecret,
  };
}
