// Caps that a country's law has: they hold for every advertiser, beside its own, whatever it sets.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bed } from '../bed';
import { Capped } from './capped';
import { french, rehashed } from '../rules/pack-drafts';

const folder = mkdtempSync(join(tmpdir(), 'packs-'));
const HOUR = 3_600_000;

let bed: Bed;
const capped = new Capped(() => bed);

beforeAll(async () => {
  const cap = '  FR:\n    cap: { adverts: 2, hours: 24, sources: [own] }\n';
  writeFileSync(join(folder, 'fr-2026.1.yaml'), rehashed(french.replace('\n  FR:\n', `\n${cap}`)));
  bed = await Bed.madeWith({ RULE_PACKS_DIR: folder });
});
afterAll(async () => {
  await bed?.end();
  rmSync(folder, { recursive: true });
});

test.each([
  ['none of its own', undefined, 2, /by the law of FR/],
  ['a looser one', [{ adverts: 50, hours: 1 }], 2, /by the law of FR/],
  ['a stricter one', [{ adverts: 1, hours: 48 }], 1, /by its own frequencyCaps/],
])('an advertiser with %s sends a person no more than both caps allow', async (_, frequencyCaps, leave, why) => {
  const account = await capped.advertiser(frequencyCaps && { frequencyCaps });
  const to = `+3363998${String(6_200 + leave + (frequencyCaps?.[0]?.adverts ?? 0)).padStart(4, '0')}`;
  await bed.consent(to, { advertiserId: account.id });
  for (let n = 0; n < leave; n++) await bed.firstCleared(await capped.advert(account, to));
  const refused = await bed.verdict(await capped.advert(account, to));
  expect(refused).toMatchObject({ verdict: 'refused', code: 'CAP_REACHED', detail: expect.stringMatching(why) });
  const held = await bed.verdict(await capped.advert(account, to, { whenCapped: 'hold' }));
  expect(held).toMatchObject({ verdict: 'held', code: 'CAP_REACHED' });
  expect((held.heldUntil ?? 0) - held.at).toBe((leave === 1 ? 48 : 24) * HOUR);
  expect(await bed.verdict(await capped.ask(account, { to }))).toMatchObject({ verdict: 'cleared' });
});
