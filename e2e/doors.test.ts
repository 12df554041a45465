import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Receiver } from '@stopsms/testing';
import { type Advertiser, enrol } from './doors/advertisers';
import { jasminEsme } from './doors/jasmin-esme';
import { kannel } from './doors/kannel';
import { kannelEsme } from './doors/kannel-esme';
import { playBurst, playDoor } from './doors/play-door';
import type { Door, Surroundings } from './doors/sender-system';
import { smpp } from './doors/smpp';
import { twilio } from './doors/twilio';
import { webhook } from './doors/webhook';
import { type OwnStack, openStack } from './stage';

jest.setTimeout(600_000);

/** Systems that a fresh machine does not have: STOPSMS_ESMES names those to try, with commas between. */
const FURTHER: readonly Door[] = [kannelEsme, jasminEsme];
const tried = (process.env['STOPSMS_ESMES'] ?? '').split(',');
const further = FURTHER.filter(({ name }) => tried.includes(name));
const DOORS = [smpp, webhook, twilio, kannel, ...further];

/** Messages a second of each account. */
const RATE = 10;

let own: OwnStack;
let around: Surroundings;
const receiver = new Receiver();
const advertisers = new Map<Door, Advertiser>();

// One stack for all: the gateway is restarted once its accounts are known.
beforeAll(async () => {
  await receiver.listen();
  const [password, secret] = [randomBytes(4).toString('hex'), randomBytes(16).toString('hex')];
  const DOOR_SIGNING = `whsec_${randomBytes(32).toString('base64')}`;
  const env: NodeJS.ProcessEnv = { DOOR_PASSWORD: password, DOOR_SECRET: secret, DOOR_SIGNING };
  own = await openStack({ env });
  const { stack } = own;
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
  env['GATEWAY_ACCOUNTS_FILE'] = join(stack.dir, 'accounts.json');
  writeFileSync(env['GATEWAY_ACCOUNTS_FILE'], JSON.stringify({ accounts }));
  await stack.services.gateway.restart();
});
afterAll(async () => {
  await own.close();
  receiver.close();
});

test.each(DOORS.map((door) => [door.name, door] as const))('the story adds up through the door %s', (_, door) =>
  playDoor(own.stack, door, advertisers.get(door) as Advertiser, around),
);

/** Jasmin submits one at a time: it is throttled in some runs only, and then loses the receipt. */
const bursting = [smpp, ...further].filter(({ losesReceipts }) => !losesReceipts);

test.each(bursting.map((door) => [door.name, door] as const))(
  '%s sends again what its door throttles, and each message arrives once',
  (_, door) => playBurst(own.stack, door, advertisers.get(door) as Advertiser, around),
);
