// Replies that the gateway gets: those of advertisers with an account there, by the file of accounts, and nothing of others.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Advertiser,
  type GatewayReply,
  type OptOutChanged,
  type Reply,
  gatewayReplies,
  moReceived,
  optOutChanged,
  replies,
} from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, submitted } from './bed';

const folder = mkdtempSync(join(tmpdir(), 'gateway-replies-'));
const file = join(folder, 'accounts.json');
let bed: Bed;
let acme: Advertiser;
let bravo: Advertiser;
let read: Reply[];
let atGateway: GatewayReply[];

/** Writes the file as operators do: inbound-mo has none of the passwords that it names. */
const enrol = (...accounts: { advertiser: string; replies?: boolean }[]): void =>
  writeFileSync(
    file,
    JSON.stringify({
      accounts: accounts.map((account, n) => ({
        ...{ id: `system-${n}`, category: 'marketing', smpp: { systemId: `s${n}`, passwordFrom: 'NOT_HERE' } },
        ...account,
      })),
    }),
  );

beforeAll(async () => {
  bed = await Bed.make();
  const acmeId = randomUUID();
  enrol({ advertiser: acmeId.toUpperCase() });
  await bed.startReady({ GATEWAY_ACCOUNTS_FILE: file });
  [read, atGateway] = [await bed.values(replies), await bed.values(gatewayReplies)];
  acme = await bed.brand('Acme', ['36180'], { id: acmeId });
  bravo = await bed.brand('Bravo', ['36190']);
});
afterAll(async () => {
  await bed?.end();
  rmSync(folder, { recursive: true });
});

/** A text to an advertiser by whom the person was texted. @returns its id */
async function text(handset: string, advertiser: Advertiser, body: string): Promise<string> {
  const recipientKey = keys.keyOf(handset);
  await bed.statuses([submitted(handset, advertiser)]);
  const moId = randomUUID();
  const value = {
    ...{ moId, recipientKey, provider: 'simulator', from: handset, to: advertiser.shortCode, text: body },
    receivedAt: Date.now(),
  };
  await bed.put(moReceived, [{ key: recipientKey, value }]);
  await eventually('it is read', () => read.some(({ replyId }) => replyId === moId));
  return moId;
}

async function erase(handset: string): Promise<void> {
  const recipientKey = keys.keyOf(handset);
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'opted-out', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.now() },
  };
  await bed.put(optOutChanged, [{ key: recipientKey, value }]);
}

const of = (replyId: string) => atGateway.filter((each) => each.replyId === replyId);

test('the gateway gets replies to advertisers with an account, and erasures of these alone', async () => {
  const [anna, bea] = [newHandset(), newHandset()];
  const toBravo = await text(bea, bravo, 'bonjour Bravo');
  const toAcme = await text(anna, acme, 'bonjour Acme');
  const stop = await text(anna, acme, 'STOP');
  const [reply] = await eventually('it has both', () => (of(stop).length > 0 ? of(toAcme) : undefined));
  expect(reply).toMatchObject({
    kind: 'reply',
    reply: { msisdn: anna, code: '36180', text: 'bonjour Acme', advertiserIds: [acme.id] },
  });
  await Promise.all([erase(bea), erase(anna)]);
  await eventually('hers are erased', () => [toAcme, stop].every((id) => of(id).some(({ kind }) => kind === 'erased')));
  await eventually('and those to others', async () => {
    return (await bed.sql('SELECT 1 FROM reply WHERE msisdn IS NOT NULL')).length === 0;
  });
  expect(of(toBravo)).toEqual([]);
  expect(JSON.stringify(atGateway)).not.toContain(bea);
});

test('follows a change of the file', async () => {
  enrol({ advertiser: acme.id, replies: false }, { advertiser: bravo.id });
  const reply = await eventually('the other advertiser has an account', async () => {
    const id = await text(newHandset(), bravo, 'bonjour');
    return of(id)[0];
  });
  expect(reply.reply?.advertiserIds).toEqual([bravo.id]);
});
