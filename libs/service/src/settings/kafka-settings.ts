import { type KafkaConnection, PREFIX_FORM } from '@stopsms/messaging';
import { z } from 'zod';
import { allowance } from './allowance';
import { certificates, fitTogether, privateKey } from './pem';

export const kafkaSettings = {
  KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(',').map((broker) => broker.trim()))
    .describe('brokers as host:port, separated by commas'),
  KAFKA_PREFIX: z
    .string()
    .regex(PREFIX_FORM, 'must be at most 100 letters, digits, dots, dashes and underscores')
    .optional()
    .describe('prefix of all topics and consumer groups, on a cluster that is shared with others'),
  KAFKA_SSL: z
    .enum(['true', 'false'])
    .optional()
    .describe('TLS to the brokers; true by default if KAFKA_SSL_CA or KAFKA_SSL_CERT is set'),
  KAFKA_SSL_CA: certificates.optional().describe('PEM certificate of the brokers’ CA, if it is not a public one'),
  KAFKA_SSL_CERT: certificates.optional().describe('PEM client certificate, for brokers that require one'),
  KAFKA_SSL_KEY: privateKey.optional().describe('PEM private key of the client certificate'),
  KAFKA_SASL_MECHANISM: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'must be plain, scram-sha-256 or scram-sha-512'))
    .optional()
    .describe('SASL mechanism: scram-sha-512, scram-sha-256 or plain'),
  KAFKA_SASL_USERNAME: z.string().optional().describe('SASL user name'),
  KAFKA_SASL_PASSWORD: z.string().optional().describe('SASL password'),
  ALLOW_PLAIN_KAFKA: allowance('lets production mode reach Kafka without TLS or without a login'),
};

type Settings = z.output<z.ZodObject<typeof kafkaSettings>>;

export const usesTls = ({ KAFKA_SSL, KAFKA_SSL_CA, KAFKA_SSL_CERT }: Partial<Settings>): boolean =>
  KAFKA_SSL === undefined ? (KAFKA_SSL_CA ?? KAFKA_SSL_CERT) !== undefined : KAFKA_SSL === 'true';

/** Returns whether the service authenticates itself to the brokers. */
export const usesLogin = ({ KAFKA_SASL_MECHANISM, KAFKA_SSL_CERT }: Partial<Settings>): boolean =>
  (KAFKA_SASL_MECHANISM ?? KAFKA_SSL_CERT) !== undefined;

/** Returns contradictions between settings that are valid by themselves. */
export function kafkaProblems(settings: Settings, production: boolean): string[] {
  const { KAFKA_SSL_CERT: cert, KAFKA_SSL_KEY: key, KAFKA_SASL_MECHANISM: mechanism } = settings;
  const problems: string[] = [];
  if (settings.KAFKA_SSL === 'false' && (settings.KAFKA_SSL_CA ?? cert) !== undefined) {
    problems.push('KAFKA_SSL is false, and there are certificates: unset the one or the other');
  }
  if ((cert === undefined) !== (key === undefined)) {
    problems.push('KAFKA_SSL_CERT and KAFKA_SSL_KEY go together: set both or none');
  } else if (cert !== undefined && key !== undefined && !fitTogether(cert, key)) {
    problems.push('KAFKA_SSL_KEY is not the key of KAFKA_SSL_CERT');
  }
  const login = ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const;
  for (const name of login) {
    if (mechanism !== undefined && settings[name] === undefined)
      problems.push(`${name} is not set (needed with KAFKA_SASL_MECHANISM)`);
    if (mechanism === undefined && settings[name] !== undefined)
      problems.push(`KAFKA_SASL_MECHANISM is not set (needed with ${name}): scram-sha-512, scram-sha-256 or plain`);
  }
  if (production && mechanism === 'plain' && !usesTls(settings)) {
    problems.push(
      'KAFKA_SASL_MECHANISM is plain without TLS: everybody on the way reads the password. Set KAFKA_SSL or use scram-sha-512',
    );
  }
  return problems;
}

/** Returns the connection of kafkajs. Certificates are always verified, with dates and names; no setting skips that. */
export function kafkaAccess(settings: Settings): Pick<KafkaConnection, 'brokers' | 'ssl' | 'sasl' | 'prefix'> {
  const { KAFKA_SSL_CA: ca, KAFKA_SSL_CERT: cert, KAFKA_SSL_KEY: key } = settings;
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = settings;
  return {
    brokers: settings.KAFKA_BROKERS,
    ...(settings.KAFKA_PREFIX && { prefix: settings.KAFKA_PREFIX }),
    ...(usesTls(settings) && {
      ssl: { rejectUnauthorized: true, ...(ca && { ca: [ca] }), ...(cert && key && { cert, key }) },
    }),
    ...(mechanism && username && password && { sasl: { mechanism, username, password } as KafkaConnection['sasl'] }),
  };
}
