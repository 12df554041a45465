import type { Command } from 'commander';
import { say, table } from '../output';
import { ask } from '../service-client';
import type { Replica, Settings } from '../settings';
import type { Surroundings } from '../surroundings';

interface Health {
  details?: Record<string, { status: string; message?: string }>;
}

export function statusCommand(program: Command, { settings, output, wrong }: Surroundings): void {
  program
    .command('status')
    .description('readiness of each service, with the reason if it is not ready; exit code 1 if one is not')
    .option('--json', 'for a program')
    .action(async ({ json }: { json?: boolean }) => {
      const lines = await Promise.all(settings.replicas.map((replica) => stateOf(settings, replica)));
      if (lines.some(({ ready }) => !ready)) wrong();
      say(output, json, lines, () =>
        table(
          ['service', 'address', 'state', 'detail'],
          lines.map(({ service, url, ready, detail }) => [service, url, ready ? 'ready' : 'NOT READY', detail]),
        ),
      );
    });
}

async function stateOf(settings: Settings, replica: Replica) {
  try {
    const { status, body } = await ask<Health>(settings, replica, '/health/ready');
    const parts = Object.entries(body.details ?? {});
    const down = parts.filter(([, part]) => part.status !== 'up').map(([name, part]) => `${name}: ${part.message}`);
    const ready = status === 200;
    const detail =
      down.length > 0 ? down.join('; ') : ready ? parts.map(([name]) => name).join(', ') : `status ${status}`;
    return { ...replica, ready, detail };
  } catch (error) {
    return { ...replica, ready: false, detail: (error as Error).message };
  }
}
