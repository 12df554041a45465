import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports';

// A broker as production has it: TLS with a certificate of one's own, users with passwords. Each listener may have another
// certificate, so that one broker shows a client everything that can be wrong with one.

export interface SecureListeners {
  /** Listeners by name in capital letters. All are reachable as `localhost`. */
  listeners: Record<string, SecureListener>;
  /** Users by SCRAM-SHA-256, SCRAM-SHA-512 and PLAIN alike: name → password. */
  users: Record<string, string>;
  /** True if users may do only what an ACL allows; clients of the plain listener may do everything. */
  rights?: true;
}

export interface SecureListener {
  protocol: 'SASL_SSL' | 'SSL' | 'SASL_PLAINTEXT';
  /** PEM; needed for the two with TLS. */
  certificate?: { cert: string; key: string };
  /** PEM: clients must show a certificate that this one signed. */
  clientCa?: string;
}

export interface PlacedListeners {
  bootstraps: Record<string, string>;
  protocols: Record<string, string>;
  properties: Record<string, string>;
  /** Further arguments of `StorageTool format`. */
  formatArgs: string[];
}

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

const RIGHTS = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:ANONYMOUS',
};

/** Writes the certificates to `dir` and gives each listener a port. */
export async function writeListeners(
  { listeners, users, rights }: SecureListeners,
  dir: string,
): Promise<PlacedListeners> {
  const placed: PlacedListeners = {
    bootstraps: {},
    protocols: {},
    properties: rights ? { ...RIGHTS } : {},
    formatArgs: [],
  };
  mkdirSync(dir, { recursive: true });
  for (const [name, listener] of Object.entries(listeners)) {
    placed.bootstraps[name] = `localhost:${await freePort()}`;
    placed.protocols[name] = listener.protocol;
    const own = { ...tls(name, listener, dir), ...(listener.protocol.startsWith('SASL') ? logins(users) : {}) };
    for (const [key, value] of Object.entries(own)) {
      placed.properties[`listener.name.${name.toLowerCase()}.${key}`] = value;
    }
  }
  for (const [user, password] of Object.entries(users)) {
    for (const mechanism of MECHANISMS.filter((each) => each !== 'PLAIN')) {
      placed.formatArgs.push('--add-scram', `${mechanism}=[name=${user},password=${password}]`);
    }
  }
  return placed;
}

function tls(name: string, { certificate, clientCa }: SecureListener, dir: string): Record<string, string> {
  if (!certificate) return {};
  const file = (what: string, pem: string) => {
    const path = join(dir, `${name.toLowerCase()}-${what}.pem`);
    writeFileSync(path, pem, { mode: 0o600 });
    return path;
  };
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': file('keystore', certificate.key + certificate.cert),
    ...(clientCa === undefined
      ? {}
      : {
          'ssl.client.auth': 'required',
          'ssl.truststore.type': 'PEM',
          'ssl.truststore.location': file('clients', clientCa),
        }),
  };
}

function logins(users: Record<string, string>): Record<string, string> {
  const known = Object.entries(users).map(([user, password]) => ` user_${user}="${password}"`);
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return {
    'sasl.enabled.mechanisms': MECHANISMS.join(','),
    'plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required${known.join('')};`,
    'scram-sha-256.sasl.jaas.config': scram,
    'scram-sha-512.sasl.jaas.config': scram,
  };
}
