import { ASK_FROM, categorise, judge, REFUSE_FROM } from '@stopsms/text-reader';
import { type Part, type Read, readTexts } from './texts';

// How well texts are read that the reader has not seen: `npm run train-reader -- --measure`. The sealed parts are opened once, at the end of
// a change: looking at them again and again would make them a part of what was learnt.
const PARTS: Part[] = ['tune', 'sealed', 'ordinary', 'month', 'quarter'];

interface Judged extends Read {
  score: number;
  found: string;
  verdict: string;
}

const share = (rows: readonly unknown[], all: readonly unknown[]): string =>
  `${rows.length} of ${all.length} (${((100 * rows.length) / Math.max(1, all.length)).toFixed(1)} %)`;

export function measure(part: Part, say: (line: string) => void): void {
  const judged = readTexts(part).map((text): Judged => {
    const read = categorise(text.text, { linkHosts: [] });
    return { ...text, score: read.score, found: read.found, verdict: judge(text.declared, read).verdict };
  });
  const good = judged.filter(({ is, declared }) => is === 'informative' && declared === 'informative');
  const posing = judged.filter(({ is, declared }) => is === 'marketing' && declared !== 'marketing');
  const honest = judged.filter(({ is, declared }) => is === 'marketing' && declared === 'marketing');
  const service = judged.filter(({ is, declared }) => is === 'service' && declared === 'service');
  const by = (rows: readonly Judged[], verdict: string) =>
    share(
      rows.filter((row) => row.verdict === verdict),
      rows,
    );
  say(`part ${part}: ${judged.length} texts`);
  say(`informative texts refused: ${by(good, 'refuse')}, held for a person: ${by(good, 'review')}`);
  say(`adverts posing as something else that passed: ${by(posing, 'accept')}, held: ${by(posing, 'review')}`);
  say(`adverts declared as such, accepted: ${by(honest, 'accept')}`);
  say(`service texts accepted: ${by(service, 'accept')}`);
  say(
    `category right: ${share(
      judged.filter(({ is, found }) => is === found),
      judged,
    )}`,
  );
  for (const field of ['language', 'voice'] as const) {
    const values = [...new Set(judged.map((row) => row[field]))].sort();
    say(
      `wrong by ${field} (good refused or held, adverts passed, of all): ${values
        .map((value) => wrongOf(judged, field, value))
        .filter(Boolean)
        .join(', ')}`,
    );
  }
  say('the curve: from this certainty on, good texts / below it, adverts');
  for (const at of [5, 10, 15, 20, ASK_FROM, 30, 45, 50, 60, 70, 80, REFUSE_FROM, 95, 98]) {
    const above = good.filter(({ score }) => score >= at);
    const below = posing.filter(({ score }) => score < at);
    say(`  ${String(at).padStart(3)} %  ${share(above, good).padEnd(20)} ${share(below, posing)}`);
  }
}

function wrongOf(judged: readonly Judged[], field: 'language' | 'voice', value: string): string {
  const own = judged.filter((row) => row[field] === value && row.declared !== 'marketing');
  const wrong = own.filter(({ is, verdict }) => (is === 'marketing') === (verdict === 'accept'));
  return wrong.length > 0 ? `${value} ${wrong.length}/${own.length}` : '';
}

if (require.main === module) {
  const [, , part = 'tune'] = process.argv;
  if (!PARTS.includes(part as Part)) throw new Error(`there is no part ${part}: ${PARTS.join(', ')}`);
  measure(part as Part, (line) => console.log(line));
}
