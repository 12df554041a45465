import { type CertificateOf, certificateFault } from '@stopsms/kernel';
import type { KafkaConnection } from './connection';

// Explains errors of kafkajs at connect, with the remedy. The left sides were each seen on a real broker
// (apps/dispatcher/test/secure-kafka.test.ts); Kafka itself only closes the connection when the two ends disagree on TLS.

interface KafkaFault {
  /** Problem and what to do. */
  line: string;
  /** True if it may pass by itself: a broker that restarts, a name not yet in the DNS. */
  passes: boolean;
}

interface Fault {
  name: string;
  message: string;
  code?: unknown;
  type?: unknown;
  broker?: unknown;
  cause?: unknown;
}

const BROKER: CertificateOf = {
  end: 'broker',
  namedIn: 'KAFKA_BROKERS and in advertised.listeners',
  giveCa: 'Give the CA that signed the brokers’ certificates in KAFKA_SSL_CA_FILE.',
};
const NETWORK = /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|Connection timeout/;

export function explainKafkaFault(error: unknown, { brokers, ssl, sasl }: KafkaConnection): KafkaFault {
  const fault = rootOf(error as Fault);
  const code = String(fault.code ?? '');
  const at = `Kafka at ${typeof fault.broker === 'string' ? fault.broker : brokers.join(',')}`;
  const never = (what: string): KafkaFault => ({ line: `${at}: ${what}`, passes: false });
  const perhaps = (what: string): KafkaFault => ({ line: `${at}: ${what}`, passes: true });

  const certificate = certificateFault(code, BROKER);
  if (certificate) return never(certificate);
  if (code.startsWith('ERR_SSL_') && /CERTIFICATE|UNKNOWN_CA/.test(code)) {
    return never(
      'the broker did not accept our certificate. Give one that its CA signed in KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE.',
    );
  }
  if (code.startsWith('ERR_SSL_'))
    return never(`no TLS there (${code}). Check KAFKA_SSL and the port in KAFKA_BROKERS.`);
  if (fault.name === 'KafkaJSSASLAuthenticationError') {
    return never(
      `the login was refused (${sasl?.mechanism ?? 'none'}). Check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, and that the user exists for this mechanism.`,
    );
  }
  if (fault.type === 'UNSUPPORTED_SASL_MECHANISM') {
    return never(`${sasl?.mechanism} is not enabled on this listener. Set KAFKA_SASL_MECHANISM to one that is.`);
  }
  if (fault.type === 'ILLEGAL_SASL_STATE') {
    return never('this listener takes no logins. Unset KAFKA_SASL_MECHANISM, or use the port that does.');
  }
  if (NETWORK.test(`${code} ${fault.message}`)) {
    return perhaps(`no answer (${code || fault.message}). Check KAFKA_BROKERS, the network and that the broker runs.`);
  }
  if (/'topicMetadata'/.test(fault.message)) {
    return perhaps('it went away while it was asked. Check that the broker runs and stays up.');
  }
  const mismatch = ssl
    ? 'it closes the connection: is this a port without TLS? Check KAFKA_SSL and the port in KAFKA_BROKERS.'
    : `it closes the connection: does this port want ${sasl ? 'TLS' : 'TLS or a login'}? Check KAFKA_SSL_CA_FILE${sasl ? '' : ', KAFKA_SASL_MECHANISM'} and the port in KAFKA_BROKERS.`;
  if (code === 'ECONNRESET' || fault.name === 'KafkaJSConnectionClosedError') return perhaps(mismatch);
  return perhaps(`${fault.name}: ${fault.message.trim()}. Check KAFKA_BROKERS and the broker’s log.`);
}

/** Unwraps the cause from "number of retries exceeded". */
function rootOf(error: Fault): Fault {
  let fault = error;
  while (fault.cause !== undefined && fault.cause !== null) fault = fault.cause as Fault;
  return fault;
}
