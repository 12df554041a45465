import { setTimeout as delay } from 'node:timers/promises';
import type { Product } from './product';

const LOOK_EVERY_MS = 500;

/** Counters of the operator; `GET /stats`. */
export interface SimulatorStats {
  accepted: number;
  receipts: { acknowledged: number; queued: number };
}

export async function simulatorStats({ stack }: Product): Promise<SimulatorStats> {
  return (await fetch(`${stack.simulator.url}/stats`)).json() as Promise<SimulatorStats>;
}

export async function behave({ stack }: Product, change: object): Promise<void> {
  const answer = await fetch(`${stack.simulator.url}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(`PUT /behaviour answered ${answer.status}: ${await answer.text()}`);
}

/**
 * Resolves once the receipts of what was sent are taken, so that they are no load on what comes next.
 * @param settleS - for receipts that are not due yet, and for the services that read of them
 */
export async function quiet(product: Product, settleS: number): Promise<void> {
  while ((await simulatorStats(product)).receipts.queued > 0) await delay(LOOK_EVERY_MS);
  await delay(1_000 * settleS);
}
