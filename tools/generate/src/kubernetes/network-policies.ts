import { HTTP_PORTS, SERVICES, type ServiceName, httpCalls } from '@stopsms/contracts';
import {
  BACKUP,
  CALL_WEBHOOKS,
  CONSOLE,
  KAFKA_CLUSTER,
  KEEP_STATE,
  NAME_LABEL,
  PART_OF,
  PUBLIC,
  SPEAK_SMPP,
} from './surroundings';

/** A service, the console, or the job that dumps the database. */
type Name = ServiceName | typeof CONSOLE.name | typeof BACKUP;
type Server = Exclude<Name, typeof BACKUP>;
const ALL: readonly Server[] = [...SERVICES, CONSOLE.name];
const PORTS: Readonly<Record<Server, number>> = { ...HTTP_PORTS, [CONSOLE.name]: CONSOLE.port };

// Services exchange events through Kafka alone; one may query another by HTTP only as `httpCalls` of the topology lists. One policy for each way in or out: an
// overlay that has, say, its PostgreSQL elsewhere replaces that one.

const tcp = (...ports: (number | string)[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const pods = (services: readonly Name[]) => ({
  matchLabels: PART_OF,
  matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: [...services].sort() }],
});
const namespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });

/** Not the Internet: addresses that only mean something inside, the cloud's metadata among them. */
const INSIDE = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
const INTERNET = { ipBlock: { cidr: '0.0.0.0/0', except: INSIDE } };

/** Pods that end TLS for the public hosts: of namespaces with our label, or of this one, as implementations of the Gateway API mark them. */
const PROXIES = [
  { namespaceSelector: { matchLabels: { 'stopsms/proxy': 'true' } } },
  { podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'stopsms' } } },
];

const SCRAM_OVER_TLS = 9093;
/** Ports of the SMPP server, without and with TLS. */
const GATEWAY_SMPP = [2776, 3551];
const HTTP = [...new Set(Object.values(PORTS))];

const policy = (name: string, spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec,
});
const outOf = (name: string, services: readonly Name[], to: object[], ports: object[]) =>
  policy(name, { podSelector: pods(services), policyTypes: ['Egress'], egress: [{ to, ports }] });
const into = (name: string, services: readonly Server[], from: object[]) =>
  policy(name, {
    podSelector: pods(services),
    policyTypes: ['Ingress'],
    ingress: [{ from, ports: tcp(...HTTP.filter((port) => services.some((service) => PORTS[service] === port))) }],
  });

/** Connections between services; everything that is not listed is refused. */
export function networkPolicies(): object[] {
  return [
    policy('nothing-else', { podSelector: { matchLabels: PART_OF }, policyTypes: ['Ingress', 'Egress'] }),
    outOf(
      'to-dns',
      [...ALL, BACKUP],
      [{ namespaceSelector: namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
      [{ protocol: 'UDP', port: 53 }, ...tcp(53)],
    ),
    outOf(
      'to-kafka',
      SERVICES,
      [{ podSelector: { matchLabels: { 'strimzi.io/name': `${KAFKA_CLUSTER}-kafka` } } }],
      tcp(SCRAM_OVER_TLS),
    ),
    outOf(
      'to-postgresql',
      [...KEEP_STATE, CONSOLE.name, BACKUP],
      [{ podSelector: { matchLabels: { [NAME_LABEL]: 'postgresql' } } }],
      tcp(5432),
    ),
    outOf('to-operators', SPEAK_SMPP, [INTERNET], tcp(2775, 3550, 443)),
    outOf('to-webhooks', CALL_WEBHOOKS, [INTERNET], tcp(80, 443)),
    outOf('to-identity-provider', ALL, [INTERNET], tcp(443)),
    outOf('to-traces', ALL, [{ namespaceSelector: namespace('monitoring') }], tcp(4317, 4318)),
    ...httpCalls.flatMap(({ caller, callee }) => [
      outOf(`${caller}-asks-${callee}`, [caller], [{ podSelector: pods([callee]) }], tcp(HTTP_PORTS[callee])),
      into(`${callee}-answers-${caller}`, [callee], [{ podSelector: pods([caller]) }]),
    ]),
    outOf('console-asks', [CONSOLE.name], [{ podSelector: pods(SERVICES) }], tcp(...Object.values(HTTP_PORTS))),
    into('from-console', SERVICES, [{ podSelector: pods([CONSOLE.name]) }]),
    into('from-proxy', [...PUBLIC, CONSOLE.name], PROXIES),
    // Systems of advertisers come from the Internet, by a load balancer or a node; accounts list their addresses.
    policy('from-smpp-systems', {
      podSelector: pods(['gateway']),
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: tcp(...GATEWAY_SMPP) }],
    }),
    into('from-prometheus', ALL, [
      {
        namespaceSelector: namespace('monitoring'),
        podSelector: { matchLabels: { [NAME_LABEL]: 'prometheus' } },
      },
    ]),
    into('from-clients', SERVICES, [{ namespaceSelector: { matchLabels: { 'stopsms/client': 'true' } } }]),
  ];
}
