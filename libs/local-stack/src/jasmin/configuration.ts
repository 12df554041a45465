/** Ports of one Jasmin and of what it needs. */
export const JASMIN_PORTS = [
  ...(['http', 'jcli', 'smppServer', 'smppServerAdmin', 'clients', 'router', 'interceptor'] as const),
  ...(['amqp', 'erlang', 'epmd', 'redis'] as const),
];
export type JasminPorts = Record<(typeof JASMIN_PORTS)[number], number>;

const HOST = '127.0.0.1';

/** A message that its SMSC throttles is submitted again after a second and not after 30 s. */
export const jasminConfiguration = (ports: JasminPorts, amqpSpecification: string): string => `
[http-api]
bind = ${HOST}
port = ${ports.http}

[jcli]
bind = ${HOST}
port = ${ports.jcli}
authentication = False

[smpp-server]
bind = ${HOST}
port = ${ports.smppServer}

[smpp-server-pb]
bind = ${HOST}
port = ${ports.smppServerAdmin}

[client-management]
bind = ${HOST}
port = ${ports.clients}

[router]
bind = ${HOST}
port = ${ports.router}

[sm-listener]
submit_error_retrial = {'ESME_RTHROTTLED': {'count': 60, 'delay': 1}, 'ESME_RSYSERR': {'count': 2, 'delay': 30}}

[amqp-broker]
host = ${HOST}
port = ${ports.amqp}
spec = ${amqpSpecification}

[redis-client]
host = ${HOST}
port = ${ports.redis}

[interceptor-client]
host = ${HOST}
port = ${ports.interceptor}
`;

export const interceptorConfiguration = (ports: JasminPorts): string => `
[interceptor]
bind = ${HOST}
port = ${ports.interceptor}
`;
