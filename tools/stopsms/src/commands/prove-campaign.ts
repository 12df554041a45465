import { writeFileSync } from 'node:fs';
import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import type { Command } from 'commander';
import { CliFault } from '../cli-fault';
import { askOne } from '../service-client';
import type { Surroundings } from '../surroundings';

/** As many as both services give. */
const AT_ONCE = 100;
const PROGRESS_EVERY_MS = 10_000;

/** A campaign is thousands of pages: one that a restarted replica could not answer is asked for again, for some 15 s. */
const patiently = retry(
  handleType(CliFault, ({ kind }) => kind === 'unreachable'),
  { maxAttempts: 6, backoff: new ExponentialBackoff({ initialDelay: 250, maxDelay: 8_000 }) },
);

interface Campaign {
  advertiserId: string;
}
interface Page {
  items: { id: string }[];
  nextCursor?: string;
}
interface Proofs {
  items: { messageId: string; sealing: { state: string } }[];
  missing: string[];
}

export function proveCampaignCommand(program: Command, { settings, output, wrong }: Surroundings): void {
  program
    .command('prove-campaign <id>')
    .description('proofs of a campaign’s messages, one per line, for verify-proof: JSON Lines')
    .option('--state <state>', 'only messages in this state, e.g. delivered or refused')
    .option('--keys <file>', 'writes the public keys for verify-proof --keys to this file')
    .action(async (id: string, { state, keys }: { state?: string; keys?: string }) => {
      if (keys !== undefined) writeKeys(keys, await askOne(settings, 'compliance', '/v1/proof-keys'));
      const campaign = `/v1/campaigns/${encodeURIComponent(id)}`;
      const { advertiserId } = await askOne<Campaign>(settings, 'campaign', campaign);
      const counts = { proofs: 0, unsealed: 0, missing: 0 };
      let printedAt = Date.now();
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const query = new URLSearchParams({
          limit: String(AT_ONCE),
          ...(state && { state }),
          ...(cursor && { cursor }),
        });
        const page: Page = await patiently.execute(() =>
          askOne<Page>(settings, 'campaign', `${campaign}/messages?${query.toString()}`),
        );
        const messageIds = page.items.map((message) => message.id);
        if (messageIds.length > 0) {
          const { items, missing } = await patiently.execute(() =>
            askOne<Proofs>(settings, 'compliance', '/v1/proofs', { advertiserId, messageIds }),
          );
          for (const proof of items) output.answer(JSON.stringify(proof));
          counts.proofs += items.length;
          counts.missing += missing.length;
          counts.unsealed += items.filter(({ sealing }) => sealing.state !== 'sealed').length;
        }
        cursor = page.nextCursor;
        if (Date.now() - printedAt < PROGRESS_EVERY_MS) continue;
        printedAt = Date.now();
        output.note(`${counts.proofs} proofs so far`);
      }
      output.note(inWords(counts));
      if (counts.missing > 0 || counts.unsealed > 0) wrong();
    });
}

function writeKeys(path: string, keys: unknown): void {
  try {
    writeFileSync(path, JSON.stringify(keys, null, 2));
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CliFault('usage', `${path} cannot be written: ${code}.`);
  }
}

const inWords = ({ proofs, unsealed, missing }: Record<'proofs' | 'unsealed' | 'missing', number>): string =>
  [
    `${proofs} proofs.`,
    unsealed > 0 &&
      `${unsealed} of them are not wholly sealed yet, or were altered: "sealing" says which. Ask again later.`,
    missing > 0 && `${missing} messages have no proof: compliance has not decided them yet, or keeps them no more.`,
  ]
    .filter(Boolean)
    .join(' ');
