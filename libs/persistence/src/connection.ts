import { type CertificateOf, certificateFault } from '@stopsms/kernel';

/** Connection options of node-postgres. */
export interface DatabaseConnection {
  connectionString: string;
  ssl: false | { rejectUnauthorized: true; ca?: string };
}

const OURS = 'DATABASE_SSL_CA_FILE';

/**
 * Parses a database URL. node-postgres lets the URL win over its own options, treats `require` and `verify-ca` as
 * `verify-full` in this version and not in the next, and accepts `no-verify`. So the URL is parsed here and nothing of it is
 * passed on: TLS is either complete, with certificate, dates and name checked, or absent.
 * @param url - `postgres://role:password@host:port/database`, `?sslmode=verify-full` or `disable`
 * @param ca - PEM of the server's CA if it is not a public one; requires TLS
 * @throws RangeError with what is wrong with the URL
 */
export function databaseConnection(url: string, ca?: string): DatabaseConnection {
  if (!URL.canParse(url)) throw new RangeError('is no URL: write special characters of the password as %xx');
  const parsed = new URL(url);
  const mode = parsed.searchParams.get('sslmode');
  const others = [...parsed.searchParams.keys()].filter((name) => name.startsWith('ssl') && name !== 'sslmode');
  if (others.length > 0) throw new RangeError(`has ${others.join(', ')}: give the CA in ${OURS} instead`);
  if (mode !== null && mode !== 'verify-full' && mode !== 'disable') {
    throw new RangeError(`has sslmode=${mode}: use verify-full, with the server’s CA in ${OURS}, or disable`);
  }
  if (mode === 'disable' && ca !== undefined) throw new RangeError(`has sslmode=disable, and ${OURS} is set: keep one`);
  parsed.searchParams.delete('sslmode');
  parsed.searchParams.delete('uselibpqcompat');
  const secure = ca !== undefined || mode === 'verify-full';
  return {
    connectionString: parsed.href,
    ssl: secure && { rejectUnauthorized: true, ...(ca !== undefined && { ca }) },
  };
}

const SERVER: CertificateOf = {
  end: 'server',
  namedIn: 'DATABASE_URL',
  giveCa: `Give the CA that signed the server’s certificate in ${OURS}.`,
};
const TO_MEND: Record<string, string> = {
  '28P01': 'the password was refused. Check the role and the password in DATABASE_URL.',
  '28000':
    'the server refuses this role from here. Check the role, pg_hba.conf, and whether it demands TLS (sslmode=verify-full).',
  '3D000': 'there is no such database. Check the end of DATABASE_URL, or create it.',
};
/** Codes of temporary states: down, starting, stopping, full. */
const PASSES =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|57P0\d|53300|08\w{3})$/;

/** Explains an error: problem and remedy, and whether it may pass by itself. */
export function explainDatabaseFault(error: unknown, url: string): { line: string; passes: boolean } {
  const { code = '', message } = error as { code?: string; message: string };
  const at = `PostgreSQL at ${new URL(url).host}`;
  const mend = certificateFault(code, SERVER) ?? TO_MEND[code];
  if (mend) return { line: `${at}: ${mend}`, passes: false };
  if (/does not support SSL/.test(message)) {
    return { line: `${at}: it has no TLS. Turn it on there (ssl=on), or set sslmode=disable.`, passes: false };
  }
  // node-postgres reports these without a code.
  const passes = PASSES.test(code) || /timeout|Connection terminated/.test(message);
  if (passes) {
    return {
      line: `${at}: no answer (${code || message}). Check DATABASE_URL, the network and that the server runs.`,
      passes,
    };
  }
  return { line: `${at} cannot be used: ${message}. Check DATABASE_URL and the server’s log.`, passes: false };
}
