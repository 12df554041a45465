import { SERVICES, type ServiceName } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { NOT_KEPT, documentOf } from '../answers/clients';
import { type Attack, type Route, attacksOn } from './attacks';

/** Longest wait of a probe: far from what any request takes on a slow machine, and from what one takes that costs the square of its size. */
const PATIENCE_MS = 5_000;
/** On a busy machine a probe may wait for others than us; what stalls a service stalls it each time. */
const TRIES = 3;

/** Sends each route of each service what is too much for it, and asks meanwhile whether the service lives. */
export function testOversized(stackOf: () => RunningStack): void {
  // The dispatcher's routes take nothing.
  test.each(SERVICES.filter((service) => attacksOf(service).length > 0).map((service) => [service]))(
    'delay no other requests to %s',
    async (service) => {
      const { url } = stackOf().services[service];
      const found: string[] = [];
      for (const { route, attack } of attacksOf(service)) {
        const { status, longestMs } = await worstOf(url, route, attack);
        if (status >= 500 || longestMs > PATIENCE_MS)
          found.push(
            `${route.method} ${route.path}, ${attack.it}: ${status}, a probe waited ${Math.round(longestMs)} ms`,
          );
      }
      expect(found).toEqual([]);
    },
  );
}

function attacksOf(service: ServiceName): { route: Route; attack: Attack }[] {
  const document = documentOf(service);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const route = { ...(operation as Omit<Route, 'method' | 'path'>), method: method.toUpperCase(), path };
      return attacksOn(document, route).map((attack) => ({ route, attack }));
    }),
  );
}

/** The least of some tries at what probes had to wait. */
async function worstOf(url: string, route: Route, attack: Attack) {
  let best = await tryOnce(url, route, attack);
  for (let n = 1; n < TRIES && best.longestMs > PATIENCE_MS; n += 1) {
    const before = await computedMs(url);
    const again = await tryOnce(url, route, attack);
    // It cannot have kept a probe waiting for longer than it computed: the rest was the machine, busy with others.
    const longestMs = Math.min(again.longestMs, (await computedMs(url)) - before);
    if (longestMs < best.longestMs) best = { ...again, longestMs };
  }
  return best;
}

async function tryOnce(url: string, { method }: Route, { path, contentType, body }: Attack) {
  let answered = false;
  const asked = fetch(url + path, {
    method,
    headers: { ...NOT_KEPT, ...(contentType !== undefined && { 'content-type': contentType }) },
    ...(body !== undefined && { body }),
  })
    // A refusal may come before all is sent, and the rest is then not listened to.
    .then(async (response) => (await response.arrayBuffer(), response.status))
    .catch(() => 0)
    .finally(() => (answered = true));
  let longestMs = 0;
  do {
    const from = performance.now();
    await fetch(`${url}/health/live`, { headers: NOT_KEPT });
    longestMs = Math.max(longestMs, performance.now() - from);
  } while (!answered);
  return { status: await asked, longestMs };
}

/** Processor time of the service so far. */
async function computedMs(url: string): Promise<number> {
  const shown = await (await fetch(`${url}/metrics`, { headers: NOT_KEPT })).text();
  const [, seconds] = /^process_cpu_seconds_total\S* (\S+)$/m.exec(shown) ?? [];
  if (seconds === undefined) throw new Error(`${url}/metrics does not report the processor time`);
  return Number(seconds) * 1_000;
}
