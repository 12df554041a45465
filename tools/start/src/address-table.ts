import type { RunningStack } from '@stopsms/local-stack';

/** Renders the address of everything that runs, one line each. */
export function addressTable(stack: RunningStack): string[] {
  const { services, simulator, identityProvider, kafka, postgres, dir } = stack;
  const rows = [
    ...Object.values(services).map(({ name, url }) => [name, url, `${url}/docs`, `${url}/health/ready`]),
    ['console', stack.console.url, '', `${stack.console.url}/health/ready`],
    ['identity provider', identityProvider.url, '', `${identityProvider.url}/health/ready`],
    ['simulator', simulator.url, '', `${simulator.url}/health/ready`],
  ];
  const header = ['service', 'address', 'documentation', 'health'];
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(header),
    ...rows.map(line),
    '',
    `${operatorOf(stack)} · Kafka ${kafka.bootstrap} · PostgreSQL 127.0.0.1:${postgres.port}, database stopsms`,
    `Sign in at ${stack.console.url} as Ada (administrator), Otto (operator), Rita (reviewer), Aude (auditor) or Mark (marketer).`,
    `Data, logs and secrets are in ${dir}; npm run reset deletes them.`,
  ];
}

function operatorOf({ provider, providersFile, ports }: RunningStack): string {
  if (providersFile !== undefined) return `Real SMS through ${providersFile}`;
  return provider ? `${provider} http://127.0.0.1:${ports.simulatorVendor}` : `SMPP 127.0.0.1:${ports.simulatorSmpp}`;
}
