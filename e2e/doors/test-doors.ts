import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kannelVersion } from '@stopsms/local-stack';
import { Receiver } from '@stopsms/testing';
import type { Product } from '../product';
import { type Advertiser, enrol } from './advertisers';
import { jasminEsme } from './jasmin-esme';
import { kannel } from './kannel';
import { kannelEsme } from './kannel-esme';
import { playBurst, playDoor } from './play-door';
import type { Door, Surroundings } from './sender-system';
import { smpp } from './smpp';
import { twilio } from './twilio';
import { webhook } from './webhook';

/** Systems that not every machine has: Kannel is tried if it is there, Jasmin if STOPSMS_ESMES names it. */
const tried = (process.env['STOPSMS_ESMES'] ?? '').split(',');
const further: readonly Door[] = [
  ...(kannelVersion() === undefined ? [] : [kannelEsme]),
  ...(tried.includes(jasminEsme.name) ? [jasminEsme] : []),
];
const DOORS = [smpp, webhook, twilio, kannel, ...further];

/** Messages a second of each account. */
const RATE = 10;

/** One story through each door of the gateway, by clients of others. */
export function testDoors(of: () => Product): void {
  let around: Surroundings;
  const receiver = new Receiver();
  const advertisers = new Map<Door, Advertiser>();

  beforeAll(async () => {
    await receiver.listen();
    const [password, secret] = [randomBytes(4).toString('hex'), randomBytes(16).toString('hex')];
    const { stack } = of();
    around = { url: stack.services.gateway.url, smppPort: stack.ports.gatewaySmpp, receiver, password, secret };
    const enrolled = await enrol(stack, DOORS);
    const accounts = DOORS.flatMap((door, n) => {
      const advertiser = enrolled[n] as Advertiser;
      advertisers.set(door, advertiser);
      return Object.entries(advertiser.accounts).map(([kind, id]) => ({
        ...{ id, advertiser: advertiser.id, category: kind === 'adverts' ? 'marketing' : 'informative' },
        ...{ replies: kind === 'adverts', ratePerSecond: RATE, ...door.entryOf(id, around) },
      }));
    });
    const file = join(stack.dir, 'accounts.json');
    writeFileSync(file, JSON.stringify({ accounts }));
    await of().restart(['inbound-mo', 'gateway'], {
      GATEWAY_ACCOUNTS_FILE: file,
      ...{ DOOR_PASSWORD: password, DOOR_SECRET: secret },
      DOOR_SIGNING: `whsec_${randomBytes(32).toString('base64')}`,
    });
  });
  afterAll(() => receiver.close());

  test.each(DOORS.map((door) => [door.name, door] as const))('the story adds up through the door %s', (_, door) =>
    playDoor(of().stack, door, advertisers.get(door) as Advertiser, around),
  );

  /**
   * Kannel waits 15 s before it submits again, so only if it is named. Jasmin submits one at a time: it is throttled in some runs only, and
   * then loses the receipt.
   */
  const bursting = [smpp, ...further.filter(({ name, losesReceipts }) => tried.includes(name) && !losesReceipts)];

  test.each(bursting.map((door) => [door.name, door] as const))(
    '%s sends again what its door throttles, and each message arrives once',
    (_, door) => playBurst(of().stack, door, advertisers.get(door) as Advertiser, around),
  );
}
