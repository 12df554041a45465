import { Router } from 'express';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Handsets } from '../domain/handsets';
import type { Statistics } from '../domain/statistics';
import type { OperatorServer } from '../smpp/operator-server';
import type { VendorServer } from '../vendors/vendor-server';
import { Problem } from './problem';

/** Interval at which the delay of the event loop is sampled, as in the services. */
const LOOP_EVERY_MS = 100;

/** Figures, health and the switch that cuts all links. */
export function operationRoutes(
  operator: OperatorServer,
  vendor: VendorServer | undefined,
  handsets: Handsets,
  statistics: Statistics,
): Router {
  const router = Router();
  const stats = () => ({ ...statistics, handsets: handsets.count, binds: operator.binds });
  const registry = metricsOf(stats);

  router.get('/stats', (_request, response) => {
    response.json(stats());
  });

  router.post('/disconnect', (_request, response) => {
    vendor?.disconnectAll();
    response.json({ disconnected: operator.disconnectAll() });
  });

  router.get(['/health/live', '/health/startup'], (_request, response) => {
    response.json({ status: 'ok' });
  });

  router.get('/health/ready', (_request, response) => {
    if (!operator.isListening) throw new Problem(503, 'Not ready', 'The SMPP port is not open.');
    response.json({ status: 'ok' });
  });

  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });

  return router;
}

/** Each figure of `/stats` as `smsc_simulator_count{name="receipts.sent"}`, beside those of the process. */
function metricsOf(stats: () => object): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_EVERY_MS });
  new Gauge({
    name: 'smsc_simulator_count',
    help: 'The figures of GET /stats',
    labelNames: ['name'],
    registers: [registry],
    collect() {
      for (const [name, value] of figures(stats())) this.set({ name }, value);
    },
  });
  return registry;
}

function figures(value: object, path: string[] = []): [string, number][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = [...path, key];
    return typeof inner === 'number' ? [[name.join('.'), inner]] : figures(inner as object, name);
  });
}
