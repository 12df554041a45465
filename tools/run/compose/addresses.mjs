import { profiles } from './settings.mjs';

// The published addresses of docker/compose.yaml, with the variables that move them.
const PLACES = [
  { name: 'campaign', variable: 'CAMPAIGN_PORT', port: 3001, docs: true },
  { name: 'compliance', variable: 'COMPLIANCE_PORT', port: 3002, docs: true },
  { name: 'dispatcher', variable: 'DISPATCHER_PORT', port: 3003, docs: true },
  { name: 'inbound-mo', variable: 'INBOUND_MO_PORT', port: 3004, docs: true },
  { name: 'suppression', variable: 'SUPPRESSION_PORT', port: 3005, docs: true },
  { name: 'notification', variable: 'NOTIFICATION_PORT', port: 3006, docs: true },
  { name: 'gateway', variable: 'GATEWAY_PORT', port: 3009, docs: true },
  { name: 'console', variable: 'CONSOLE_PORT', port: 3007, profile: 'people' },
  { name: 'identity-provider', variable: 'IDENTITY_PROVIDER_PORT', port: 3008, profile: 'people' },
  { name: 'simulator', variable: 'SIMULATOR_HTTP_PORT', port: 3010 },
  { name: 'prometheus', variable: 'PROMETHEUS_PORT', port: 9090, readyPath: '/-/ready' },
  { name: 'grafana', variable: 'GRAFANA_PORT', port: 3000, readyPath: '/api/health', more: 'admin, GRAFANA_PASSWORD' },
];

/** @returns name, url, the URL that answers 200 when it is ready, and a note for people */
export function addresses(env = process.env, started = profiles()) {
  const listed = PLACES.filter(({ profile }) => profile === undefined || started.includes(profile));
  return listed.map(({ name, variable, port, docs, readyPath = '/health/ready', more }) => {
    const url = `http://127.0.0.1:${env[variable] || port}`;
    return { name, url, ready: `${url}${readyPath}`, more: docs ? `${url}/docs` : more };
  });
}
