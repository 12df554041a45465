import type { RunningService } from '@stopsms/bootstrap';
import { STATUS } from '@stopsms/smpp';
import { eventually } from '@stopsms/testing';
import { SmppServer } from '../src/smpp/smpp-server';
import { Bed, PASSWORD, account } from './bed';
import { TestEsme } from './esme';

jest.setTimeout(300_000);

let bed: Bed;
let service: RunningService;

beforeAll(async () => {
  bed = await Bed.make('kafka');
  service = await bed.startWith([account({ id: 'shop' })]);
});
afterAll(() => bed.end());

test('publishes each accepted submit under its own ID although Kafka was down before the confirmation, and accepts none meanwhile', async () => {
  const esme = await TestEsme.bound(service.get(SmppServer).ports[0] as number, 'shop', PASSWORD);
  expect((await esme.submit())?.command_status).toBe(STATUS.ESME_ROK);
  await bed.kafka.kill();
  const during = await Promise.all(Array.from({ length: 20 }, () => esme.submit()));
  expect(during.map((answer) => answer?.command_status)).toEqual(during.map(() => STATUS.ESME_ROK));
  expect((await esme.submit())?.command_status).toBe(STATUS.ESME_RTHROTTLED);
  await bed.kafka.restart();
  const last = await eventually(
    'submits are accepted again',
    async () => {
      const answer = await esme.submit();
      return answer?.command_status === STATUS.ESME_ROK ? String(answer['message_id']) : undefined;
    },
    { timeoutMs: 90_000 },
  );
  const accepted = [...during.map((answer) => String(answer?.['message_id'])), last];
  await eventually('all are on the topic', () => accepted.every((id) => bed.requests.some(({ key }) => key === id)), {
    timeoutMs: 90_000,
  });
  expect(new Set(bed.requests.map(({ key }) => key)).size).toBe(accepted.length + 1);
  esme.close();
});
