import { HTTP_PORTS, type ServiceName } from '@stopsms/contracts';
import { KEEP_STATE, NAME_LABEL, PART_OF, SPEAK_SMPP, TAKES_REQUESTS } from './surroundings';

const MAX_S = 3600;
/** Long enough to be read by who waits for it. */
const KEPT_S = 86_400;

const KAFKA_USER = '/etc/stopsms/kafka-user';
const KAFKA_CA = '/etc/stopsms/kafka-ca';
const OPERATORS = '/etc/stopsms/operators';
const PUBLISHERS = '/etc/stopsms/publishers';
const ACCOUNTS = '/etc/stopsms/accounts';

/** Service for systems outside: it has the accounts of these, and no recipient secret. */
const OUTSIDER: ServiceName = 'gateway';

/** Services that read the file of accounts; the one for systems outside has their passwords too. */
const READ_ACCOUNTS: readonly ServiceName[] = [OUTSIDER, 'inbound-mo'];

const fileOf = (secretName: string, key: string) => ({ secretName, items: [{ key, path: key }] });

/** Settings of the service itself, so that a wrong one is found here, while the old replicas still run. */
function settingsOf(service: ServiceName) {
  const mounts = [
    { name: 'kafka-user', mountPath: KAFKA_USER, secret: fileOf(`stopsms-${service}`, 'password') },
    { name: 'kafka-ca', mountPath: KAFKA_CA, secret: fileOf('stopsms-cluster-ca-cert', 'ca.crt') },
    ...(SPEAK_SMPP.includes(service)
      ? [{ name: 'operators', mountPath: OPERATORS, configMap: { name: 'operators' } }]
      : []),
    ...(service === TAKES_REQUESTS
      ? [{ name: 'publishers', mountPath: PUBLISHERS, configMap: { name: 'publishers' } }]
      : []),
    ...(READ_ACCOUNTS.includes(service)
      ? [{ name: 'accounts', mountPath: ACCOUNTS, configMap: { name: 'accounts' } }]
      : []),
  ];
  const variables = {
    PORT: String(HTTP_PORTS[service]),
    KAFKA_SASL_USERNAME: `stopsms-${service}`,
    KAFKA_SASL_PASSWORD_FILE: `${KAFKA_USER}/password`,
    KAFKA_SSL_CA_FILE: `${KAFKA_CA}/ca.crt`,
    ...(SPEAK_SMPP.includes(service) ? { PROVIDERS_FILE: `${OPERATORS}/providers.yaml` } : {}),
    ...(service === TAKES_REQUESTS ? { PUBLISHERS_FILE: `${PUBLISHERS}/publishers.yaml` } : {}),
    ...(READ_ACCOUNTS.includes(service) ? { GATEWAY_ACCOUNTS_FILE: `${ACCOUNTS}/accounts.yaml` } : {}),
  };
  const secrets = [
    'access',
    ...(service === OUTSIDER ? [] : ['recipient']),
    service,
    ...(SPEAK_SMPP.includes(service) ? ['operators'] : []),
  ];
  return {
    volumes: mounts.map(({ mountPath: _, ...volume }) => volume),
    container: {
      env: Object.entries(variables).map(([name, value]) => ({ name, value })),
      envFrom: [{ configMapRef: { name: 'settings' } }, ...secrets.map((name) => ({ secretRef: { name } }))],
      volumeMounts: mounts.map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
    },
  };
}

/** A Job that migrates the schema of each service, to be run and waited for before its replicas are replaced. */
export function migrationJobs(): object[] {
  return KEEP_STATE.map((service) => {
    const { volumes, container } = settingsOf(service);
    const labels = { ...PART_OF, [NAME_LABEL]: service, 'app.kubernetes.io/component': 'migration' };
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: `${service}-migration`, labels },
      spec: {
        backoffLimit: 2,
        activeDeadlineSeconds: MAX_S,
        ttlSecondsAfterFinished: KEPT_S,
        template: {
          metadata: { labels },
          spec: {
            restartPolicy: 'Never',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'service',
                image: `stopsms/${service}`,
                args: ['--migrate'],
                ...container,
                resources: { requests: { cpu: '100m', memory: '192Mi' }, limits: { memory: '512Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
              },
            ],
            volumes,
          },
        },
      },
    };
  });
}
