import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { CliFault } from '../cli-fault';
import { askOne } from '../service-client';
import type { Surroundings } from '../surroundings';

const PATH = '/v1/opt-outs/export-names';
const FORMAT = 'stopsms-export-names/1';
const AT_ONCE = 1_000;

interface Names {
  advertiserId: string;
  secretDigest: string;
  names: { phone: string; recipientKey: string }[];
}

interface Options {
  advertiser: string;
  numbers: string;
}

export function exportNamesCommand(program: Command, { settings, output }: Surroundings): void {
  program
    .command('export-names')
    .description('names of numbers in an advertiser’s export, for verify-export: JSON Lines')
    .requiredOption('--advertiser <id>', 'advertiser of the export')
    .requiredOption('--numbers <file>', 'its numbers in E.164, one a line or the first column of a CSV')
    .action(async ({ advertiser, numbers }: Options) => {
      let head: Omit<Names, 'names'> | undefined;
      for await (const phones of numbersOf(numbers)) {
        const body = { advertiserId: advertiser, phones };
        const { names, ...made } = await askOne<Names>(settings, 'suppression', PATH, body);
        if (!head) output.answer(JSON.stringify({ kind: 'header', format: FORMAT, ...made }));
        else if (head.secretDigest !== made.secretDigest)
          throw new CliFault(
            'wrong',
            'PSEUDONYM_SECRET changed meanwhile, so the file has names of two secrets. Run the command again.',
          );
        head = made;
        output.answer(names.map((name) => JSON.stringify(name)).join('\n'));
      }
      if (!head) throw new CliFault('usage', `${numbers} contains no number in E.164, such as +33639980012.`);
    });
}

/** Reads numbers; skips a header line and numbers repeated within a thousand lines. */
async function* numbersOf(file: string): AsyncGenerator<string[]> {
  const input = createReadStream(file);
  const broken = new Promise<never>((_, reject) =>
    input.on('error', ({ message }) => reject(new CliFault('usage', `${file} cannot be read: ${message}`))),
  );
  broken.catch(() => undefined);
  let phones = new Set<string>();
  let row = 0;
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (;;) {
    const { done, value: line } = await Promise.race([lines.next(), broken]);
    if (done) break;
    row += 1;
    const number = (line.replace('\ufeff', '').split(/[;,\t]/)[0] ?? '').trim().replace(/^"|"$/g, '');
    if (/^\+[1-9]\d{4,14}$/.test(number)) phones.add(number);
    else if (number !== '' && row > 1)
      throw new CliFault('usage', `${file} line ${row} is not in E.164, such as +33639980012.`);
    if (phones.size < AT_ONCE) continue;
    yield [...phones];
    phones = new Set();
  }
  if (phones.size > 0) yield [...phones];
}
