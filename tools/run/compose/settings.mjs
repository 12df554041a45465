import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';

export const envFile = join(root, 'docker', '.env');

/** On one line: the service reads \n as a line break. */
const signingKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).trim().replaceAll('\n', '\\n');

const hex = (bytes) => () => randomBytes(bytes).toString('hex');

/** Secrets, which no file of the repository may contain. Stored, because the data depends on them. */
export const SECRETS = {
  STOPSMS_RECIPIENT_SECRET: () => randomBytes(32).toString('base64'),
  PSEUDONYM_SECRET: () => randomBytes(32).toString('base64'),
  // SMPP 3.4 has room for eight characters.
  SMPP_PASSWORD: hex(4),
  POSTGRES_PASSWORD: hex(18),
  CAMPAIGN_DATABASE_PASSWORD: hex(18),
  COMPLIANCE_DATABASE_PASSWORD: hex(18),
  INBOUND_MO_DATABASE_PASSWORD: hex(18),
  SUPPRESSION_DATABASE_PASSWORD: hex(18),
  NOTIFICATION_DATABASE_PASSWORD: hex(18),
  GATEWAY_DATABASE_PASSWORD: hex(18),
  CONSOLE_DATABASE_PASSWORD: hex(18),
  OIDC_CLIENT_SECRET: hex(18),
  SESSION_SECRET: () => randomBytes(32).toString('base64'),
  WEBHOOK_SECRET: hex(24),
  WEBHOOK_SECRETS_KEY: () => randomBytes(32).toString('base64'),
  EXPORT_SIGNING_KEY: signingKey,
  PROOF_SIGNING_KEY: signingKey,
  GRAFANA_PASSWORD: hex(9),
};

/** Makes the secrets that docker/.env lacks. @returns what compose is given besides that file */
export function readSettings(now = new Date()) {
  const kept = existsSync(envFile) ? readFileSync(envFile, 'utf8') : '';
  const missing = Object.keys(SECRETS).filter((name) => !new RegExp(`^${name}=.`, 'm').test(kept));
  if (missing.length > 0) {
    const head =
      kept || '# Made by npm run compose. The data in the volumes is of no use without it: keep both, or neither.\n';
    // Single quotes: nothing in them means anything to compose.
    const lines = missing.map((name) => `${name}='${SECRETS[name]()}'\n`);
    writeFileSync(envFile, head.replace(/\n?$/, '\n') + lines.join(''), { mode: 0o600 });
  }
  return { ...clock(now), ...revision() };
}

/**
 * @param kept - text of docker/.env; the environment comes before it
 * @returns what is wrong, in one line: compose would start the services again and again
 */
export function problemOf(kept = readFileSync(envFile, 'utf8'), env = process.env) {
  const setting = settingIn(kept, env);
  if (setting('STOPSMS_MODE') !== 'production') return undefined;
  if (!setting('OPERATOR_KEYS')) {
    return `STOPSMS_MODE is production and OPERATOR_KEYS is not set, here or in ${envFile}; docs/security.md says how to make one.`;
  }
  if (setting('STOPSMS_CLOCK')) return 'STOPSMS_CLOCK is set, and STOPSMS_MODE is production. Unset one of them.';
  return undefined;
}

const settingIn = (kept, env) => (name) => env[name] ?? new RegExp(`^${name}=['"]?([^'"\\n]*)`, 'm').exec(kept)?.[1];

/** The profiles of docker/compose.yaml that are started: people of development sign in nowhere else. `COMPOSE_PROFILES` chooses. */
export function profiles(kept = existsSync(envFile) ? readFileSync(envFile, 'utf8') : '', env = process.env) {
  if (env.COMPOSE_PROFILES !== undefined) return env.COMPOSE_PROFILES.split(',').filter(Boolean);
  return settingIn(kept, env)('STOPSMS_MODE') === 'production' ? [] : ['people'];
}

/** Containers start one after another: without an anchor each would begin to count when it starts. */
function clock(now) {
  const wanted = process.env.STOPSMS_CLOCK;
  return wanted && !wanted.includes('@') ? { STOPSMS_CLOCK: `${wanted}@${now.toISOString()}` } : {};
}

/** Revision that the images are labelled with, and the time of their files. */
export function revision() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%H %ct'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) return {};
  const [hash, seconds] = stdout.trim().split(' ');
  return { REVISION: process.env.REVISION ?? hash, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? seconds };
}
