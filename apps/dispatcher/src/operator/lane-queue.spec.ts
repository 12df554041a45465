import { LaneQueue } from './lane-queue';

let room: number;
let left: string[];
let queue: LaneQueue<Turn>;

interface Turn {
  start(): void;
  turnAway(): void;
}
const startAll = (turns: Turn[]) => turns.forEach((each) => each.start());

beforeEach(() => {
  room = 0;
  left = [];
  queue = new LaneQueue({ gate: () => (room > 0 ? 0 : Infinity), serve: startAll });
});

const turn = (name: string) => ({
  start: () => {
    room -= 1;
    left.push(name);
  },
  turnAway: () => void left.push(`${name} away`),
});

test('sends the highest lane first, each lane in order, within the gate’s limit', () => {
  for (const name of ['advert 1', 'advert 2']) queue.add('marketing', turn(name));
  queue.add('informative', turn('code'));
  queue.add('service', turn('confirmation'));
  room = 3;
  queue.pump();
  expect(left).toEqual(['confirmation', 'code', 'advert 1']);
  expect(queue.waiting()).toEqual({ service: 0, informative: 0, marketing: 1 });
});

test('a one-time code does not wait for queued adverts', () => {
  for (let n = 0; n < 1_000; n += 1) queue.add('marketing', turn(`advert ${n}`));
  queue.add('informative', turn('code'));
  room = 1;
  queue.pump();
  expect(left).toEqual(['code']);
});

test('a requeued message leaves before later ones', () => {
  queue.add('marketing', turn('second'));
  queue.requeue('marketing', [turn('first')]);
  room = 2;
  queue.pump();
  expect(left).toEqual(['first', 'second']);
});

test('turns all away, the highest lane first, to keep this order', () => {
  queue.add('marketing', turn('advert'));
  queue.add('service', turn('confirmation'));
  queue.turnAllAway();
  expect(left).toEqual(['confirmation away', 'advert away']);
  expect(queue.isEmpty).toBe(true);
});

test('a gate that opens later is checked again then', () => {
  jest.useFakeTimers();
  try {
    let opensAt = Date.now() + 1_500;
    const timed = new LaneQueue({ gate: () => Math.max(0, opensAt - Date.now()), serve: startAll });
    timed.add('marketing', turn('advert'));
    jest.advanceTimersByTime(1_499);
    expect(left).toEqual([]);
    opensAt += 500;
    jest.advanceTimersByTime(1);
    expect(left).toEqual([]);
    jest.advanceTimersByTime(500);
    expect(left).toEqual(['advert']);
  } finally {
    jest.useRealTimers();
  }
});

test('releases waiting turns together, up to the maximum of one lane', async () => {
  const served: number[] = [];
  room = 10;
  const serve = (turns: Turn[]) => {
    served.push(turns.length);
    startAll(turns);
  };
  const batching = new LaneQueue<Turn>({ gate: () => (room > 0 ? 0 : Infinity), serve, batch: () => 3 });
  for (let n = 1; n <= 4; n += 1) batching.add('marketing', turn(`advert ${n}`));
  batching.add('informative', turn('code'));
  await new Promise(setImmediate);
  expect(served).toEqual([1, 3, 1]);
  expect(left[0]).toBe('code');
});
