import { HTTP_PORTS, KEEP_STATE, NAME_LABEL, PART_OF } from './surroundings';

const LONGEST_S = 3600;
/** Long enough to be read by who waits for it. */
const KEPT_S = 86_400;

/** A Job that migrates the schema of each service, to be run and waited for before its replicas are replaced. */
export function migrationJobs(): object[] {
  return KEEP_STATE.map((service) => {
    const labels = { ...PART_OF, [NAME_LABEL]: service, 'app.kubernetes.io/component': 'migration' };
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: `${service}-migration`, labels },
      spec: {
        backoffLimit: 2,
        activeDeadlineSeconds: LONGEST_S,
        ttlSecondsAfterFinished: KEPT_S,
        template: {
          metadata: { labels },
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: service,
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
                env: [{ name: 'PORT', value: String(HTTP_PORTS[service]) }],
                resources: { requests: { cpu: '100m', memory: '192Mi' }, limits: { memory: '512Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
              },
            ],
          },
        },
      },
    };
  });
}
