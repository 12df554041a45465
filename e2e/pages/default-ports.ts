import { HTTP_PORTS, SERVICES } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';

const SIMULATOR_PORT = 3010;

/** Pages name the ports that `npm start` has by default. */
export function onPortsOf(stack: RunningStack, command: string): string {
  return command.replace(/localhost:(\d+)/g, (_, port: string) => `localhost:${portOf(stack, Number(port))}`);
}

export function portOf({ ports }: RunningStack, byDefault: number): number {
  if (byDefault === SIMULATOR_PORT) return ports.simulatorHttp;
  const service = SERVICES.find((name) => HTTP_PORTS[name] === byDefault);
  if (!service) throw new Error(`${byDefault} is nobody's port by default`);
  return ports[service];
}
