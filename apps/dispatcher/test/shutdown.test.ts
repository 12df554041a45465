import { randomUUID } from 'node:crypto';
import { OperatorLink } from '../src/operator/operator-link';
import type { RoutedOperators } from '../src/operator/routed-operators';
import { Bed } from './bed';

let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed.end());

test('a text partly written when the dispatcher stops is completed, and no other is begun', async () => {
  const service = await bed.startReady();
  const operators = service.get(OperatorLink) as RoutedOperators;
  const text = (veto: () => undefined) => ({
    ...{ messageId: randomUUID(), from: '36180', to: bed.nextHandset(), text: 'x'.repeat(200), reference: 1 },
    ...{ region: 'FR', lane: 'service' as const, traceparent: '', veto },
  });
  let isWritten = false;
  const begun = await operators.submit(
    text(() => {
      if (!isWritten) setImmediate(() => operators.onModuleDestroy());
      isWritten = true;
      return undefined;
    }),
  );
  expect(begun).toMatchObject({ outcome: 'submitted', parts: 2 });
  const other = await operators.submit(text(() => undefined));
  expect(other).toMatchObject({ outcome: 'vetoed', veto: { code: 'SHUTTING_DOWN' }, smscIds: [] });
});
