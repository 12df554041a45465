import type { ServiceName } from '@stopsms/contracts';
import { CliFault } from './cli-fault';
import type { Replica, Settings } from './settings';

const TIMEOUT_MS = 5_000;

export interface Answer<T> {
  status: number;
  body: T;
}

/**
 * Asks one replica.
 * @throws CliFault `unreachable` when it does not answer, or not in JSON
 */
export async function ask<T>(
  settings: Settings,
  { service, url }: Replica,
  path: string,
  body?: object,
): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(settings.key === undefined ? {} : { authorization: `Bearer ${settings.key}` }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new CliFault(
      'unreachable',
      `${service} at ${url} does not respond: ${reasonOf(error)}. Check the service and its address.`,
    );
  }
  try {
    return { status: response.status, body: (await response.json()) as T };
  } catch {
    throw new CliFault(
      'unreachable',
      `${service} at ${url} responded ${response.status} without JSON: is it ${service}?`,
    );
  }
}

/** As `ask` of the first replica of a service, and anything but success is a fault. */
export async function askOne<T>(settings: Settings, service: ServiceName, path: string, body?: object): Promise<T> {
  const replica = settings.replicas.find((each) => each.service === service) as Replica;
  return askWell(settings, replica, path, body);
}

/** As `ask`, and anything but success is a fault that says what the service said. */
export async function askWell<T>(settings: Settings, replica: Replica, path: string, body?: object): Promise<T> {
  const answer = await ask<T & { detail?: string; title?: string }>(settings, replica, path, body);
  if (answer.status < 300) return answer.body;
  const hint = answer.status === 401 || answer.status === 403 ? ' Set STOPSMS_KEY to an operator’s key.' : '';
  const said = answer.body.detail ?? answer.body.title ?? `status ${answer.status}`;
  throw new CliFault(answer.status < 500 ? 'usage' : 'unreachable', `${replica.service}: ${said}${hint}`);
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}
