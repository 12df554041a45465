import type { RunningStack } from '@stopsms/local-stack';
import { inbox, reply } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import type { Advertiser } from './advertisers';
import type { Door, SenderSystem, Surroundings } from './sender-system';

/** Two of its words are not GSM-7: it is a text of three parts. */
const NOTICE =
  'Votre commande 4521 est prête. Elle vous attend au comptoir du magasin, 12 rue de la Forêt à Nantes, ' +
  "du lundi au samedi de 9h à 19h. Merci de présenter ce message et une pièce d'identité.";

const SHORT_NOTICE = 'Votre commande 4522 est disponible au comptoir.';

/** The story through one door, from the side of the advertiser's system and of one handset. */
export async function playDoor(
  stack: RunningStack,
  door: Door,
  { accounts, handset, code, sender, othersSender }: Advertiser,
  around: Surroundings,
): Promise<void> {
  const [adverts, notices] = await Promise.all([
    door.open(accounts.adverts, around, sender),
    door.open(accounts.notices, around, sender),
  ]);
  try {
    const texts = async () => (await inbox(stack, handset)).map(({ from, text }) => `${from}: ${text}`);
    const [first, second] = [`-20% aujourd'hui. STOP ${code}`, `-40% demain. STOP ${code}`];

    expect(await outcomeOf(adverts, await adverts.send({ to: handset, text: first }))).toBe(door.delivered);
    expect(await texts()).toEqual([`${sender}: ${first}`]);

    await reply(stack, handset, code, 'Stop svp');
    await eventually('the STOP is confirmed', async () => (await texts()).length > 1);
    await eventually('the system has the reply', () => adverts.replies().length > 0);
    expect(adverts.replies()).toEqual([{ from: handset, text: 'Stop svp' }]);

    expect(await outcomeOf(adverts, await adverts.send({ to: handset, text: second }))).toBe(door.optedOut);
    const notice = await notices.send({ to: handset, text: NOTICE });
    if (door.losesReceipts) await eventually('the long text is there', async () => (await texts()).length > 2);
    else expect(await outcomeOf(notices, notice)).toBe(door.delivered);

    const borrowed = await notices.send({ to: handset, text: SHORT_NOTICE, from: othersSender });
    expect(await outcomeOf(notices, borrowed)).toBe(door.senderNotYours);
    expect(await texts()).toEqual([
      `${sender}: ${first}`,
      expect.stringContaining("c'est noté") as string,
      `${sender}: ${NOTICE}`,
    ]);
  } finally {
    await Promise.all([adverts.stop(), notices.stop()]);
  }
}

const outcomeOf = (system: SenderSystem, name: string): Promise<string> =>
  eventually('the outcome is back at the system', () => system.outcomeOf(name));

/** More messages at once than the rate of the account lets through within a second or two. */
const BURST = 60;
const THROTTLED = ['stopsms_gateway_submissions_total{', 'door="smpp"', 'outcome="throttled"'];

/** A burst over the rate of the account: its system is throttled, and loses and doubles nothing. */
export async function playBurst(
  stack: RunningStack,
  door: Door,
  { accounts, sender }: Advertiser,
  around: Surroundings,
): Promise<void> {
  const throttled = async () => {
    const metrics = await (await fetch(`${stack.services.gateway.url}/metrics`)).text();
    const counted = metrics.split('\n').find((line) => THROTTLED.every((part) => line.includes(part)));
    return Number(counted?.split(' ').at(-1) ?? 0);
  };
  const before = await throttled();
  const notices = await door.open(accounts.notices, around, sender);
  try {
    const handsets = Array.from({ length: BURST }, (_, n) => `+3363998${String(9_800 + n)}`);
    const text = SHORT_NOTICE;
    const names = await Promise.all(handsets.map((to) => notices.send({ to, text })));
    for (const name of names) expect(await outcomeOf(notices, name)).toBe(door.delivered);
    expect(await throttled()).toBeGreaterThan(before);
    const received = await Promise.all(handsets.map((handset) => inbox(stack, handset)));
    const ours = received.map((messages) => messages.filter(({ from }) => from === sender).map((each) => each.text));
    expect(ours).toEqual(handsets.map(() => [text]));
  } finally {
    await notices.stop();
  }
}
