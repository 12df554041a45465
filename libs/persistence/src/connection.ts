import { type CertificateOf, certificateFault } from '@stopsms/kernel';

/** What node-postgres is given. */
export interface DatabaseConnection {
  connectionString: string;
  ssl: false | { rejectUnauthorized: true; ca?: string };
}

const OURS = 'DATABASE_SSL_CA_FILE';

/**
 * node-postgres lets what stands in the URL win over its own options, takes `require` and `verify-ca` for `verify-full` in this
 * version and not in the next, and knows a `no-verify`. So the URL's word is read here and nothing of it goes further: TLS is
 * either whole, with the certificate, its dates and its name checked, or absent.
 * @param url - `postgres://role:password@host:port/database`, `?sslmode=verify-full` or `disable`
 * @param ca - PEM of the server's CA when it is not a public one; with it TLS is a must
 * @throws RangeError saying what is wrong with the URL
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
/** Away, starting, stopping, full: it may pass. */
const PASSES =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|57P0\d|53300|08\w{3})$/;

/** What is wrong and what to do, and whether it may pass by itself. */
export function explainDatabaseFault(error: unknown, url: string): { line: string; passes: boolean } {
  const { code = '', message } = error as { code?: string; message: string };
  const at = `PostgreSQL at ${new URL(url).host}`;
  const mend = certificateFault(code, SERVER) ?? TO_MEND[code];
  if (mend) return { line: `${at}: ${mend}`, passes: false };
  if (/does not support SSL/.test(message)) {
    return { line: `${at}: it has no TLS. Turn it on there (ssl=on), or set sslmode=disable.`, passes: false };
  }
  // node-postgres says these in words only.
  const passes = PASSES.test(code) || /timeout|Connection terminated/.test(message);
  if (passes) {
    return {
      line: `${at}: no answer (${code || message}). Check DATABASE_URL, the network and that the server runs.`,
      passes,
    };
  }
  return { line: `${at} cannot be used: ${message}. Check DATABASE_URL and the server’s log.`, passes: false };
}
