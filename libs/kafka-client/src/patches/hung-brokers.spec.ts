import { HungBrokers } from './hung-brokers';

const [FIRST, SECOND] = ['10.0.0.1:9092', '10.0.0.2:9092'];

let brokers: HungBrokers;
let ended: string[];
beforeEach(() => {
  brokers = new HungBrokers();
  ended = [];
});

/** Opens a connection for which a response is due, or none. */
function open(address: string, name: string, isDue = true): void {
  const connection = {
    isDue: () => isDue,
    end: () => {
      ended.push(name);
      brokers.closed(address, connection);
    },
    log: () => undefined,
  };
  brokers.opened(address, connection);
}

/** Checks so many times; something arrives from these brokers before each. */
function check(times: number, ...received: string[]): void {
  for (let n = 0; n < times; n += 1) {
    received.forEach((address) => brokers.received(address));
    brokers.check();
  }
}

test('all connections to a broker end once nothing arrived for ten checks at which a response was due', () => {
  open(FIRST, 'fetch');
  open(FIRST, 'produce', false);
  open(SECOND, 'other');
  check(10, SECOND);
  expect(ended).toEqual([]);
  check(1, SECOND);
  expect(ended).toEqual(['fetch', 'produce']);
});

test('a broker that sends something, however late, does not hang', () => {
  open(FIRST, 'fetch');
  open(SECOND, 'other');
  for (let n = 0; n < 5; n += 1) {
    check(10, SECOND);
    brokers.received(FIRST);
  }
  expect(ended).toEqual([]);
});

test('a connection that waits for other members or for nothing does not count', () => {
  open(FIRST, 'join', false);
  open(SECOND, 'other');
  check(100, SECOND);
  expect(ended).toEqual([]);
});

test('no connection ends while no broker responds: the process may have been frozen, or its network away', () => {
  open(FIRST, 'first');
  open(SECOND, 'second');
  check(100);
  expect(ended).toEqual([]);
  check(1, SECOND);
  expect(ended).toEqual(['first']);
});

test('gives up a formerly hung broker sooner at the next attempt, until it responds', () => {
  open(FIRST, 'fetch');
  open(SECOND, 'other');
  check(11, SECOND);
  open(FIRST, 'again');
  check(4, SECOND);
  expect(ended).toEqual(['fetch', 'again']);
  open(FIRST, 'responds');
  brokers.received(FIRST);
  check(10, SECOND);
  expect(ended).toEqual(['fetch', 'again']);
});

test('gives up a hung broker again while the others have nothing due, and not while they are silent too', () => {
  open(FIRST, 'fetch');
  open(SECOND, 'idle', false);
  check(11, SECOND);
  open(FIRST, 'again');
  check(9);
  expect(ended).toEqual(['fetch', 'again']);
  open(FIRST, 'once more');
  open(SECOND, 'due');
  check(20);
  expect(ended).toEqual(['fetch', 'again']);
});
