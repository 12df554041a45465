import { mayAskToStop, optsOut, readByRules, type Reading, readReply } from '@stopsms/reply-reader';
import { type ReplyPart, type WantedReply, loadPart } from './replies';

// How well replies are read that the reader has not seen. The sealed part is opened once, at the end of a change.

const PARTS: ReplyPart[] = ['tune', 'sealed', 'week', 'learn'];
const TIERS = ['exact', 'clear', 'likely', 'unclassified', 'start', 'contact', 'help', 'report', 'none'] as const;
type Shown = (typeof TIERS)[number];

type Reader = (reply: WantedReply) => Reading;

const READERS: Readonly<Record<string, Reader>> = {
  'rules alone': ({ text, country }) => readByRules(text, country).reading,
  'rules and weights': ({ text, country, context }) => readReply(text, country, context),
  'without circumstances': ({ text, country }) => readReply(text, country),
};

const isRequest = ({ wanted }: WantedReply): boolean => wanted === 'stop' || wanted === 'stop-all';
const isBorder = ({ wanted }: WantedReply): boolean => wanted === 'conditional' || wanted === 'complaint';
const shown = ({ tier, unclassified }: Reading): Shown => (unclassified === 'request' ? 'unclassified' : tier);
const isSilent = (reading: Reading): boolean => !mayAskToStop(reading);

interface Read {
  reply: WantedReply;
  reading: Reading;
}

const sum = (rows: readonly Read[]): number => rows.reduce((all, { reply }) => all + reply.count, 0);
const share = (rows: readonly Read[], all: readonly Read[]): string =>
  `${sum(rows)} of ${sum(all)} (${((100 * sum(rows)) / Math.max(1, sum(all))).toFixed(1)} %)`;

export function measure(part: ReplyPart, say: (line: string) => void, lists: boolean): void {
  const replies = loadPart(part);
  for (const [name, reader] of Object.entries(READERS)) {
    const read = replies.map((reply) => ({ reply, reading: reader(reply) }));
    say(`\npart ${part}, ${name}`);
    sayFigures(read, say);
    if (name !== 'rules and weights') continue;
    sayConfusion(read, say);
    sayLanguages(read, say);
    if (lists) sayFaults(read, say);
  }
}

function sayFigures(read: readonly Read[], say: (line: string) => void): void {
  const requests = read.filter(({ reply }) => isRequest(reply));
  const border = read.filter(({ reply }) => reply.wanted === 'conditional');
  const innocent = read.filter(({ reply }) => !isRequest(reply) && !isBorder(reply));
  const starts = read.filter(({ reply }) => reply.wanted === 'start');
  const out = (rows: readonly Read[]) => rows.filter(({ reading }) => optsOut(reading.tier));
  const unclassified = (rows: readonly Read[]) => rows.filter(({ reading }) => reading.unclassified === 'request');
  const silent = (rows: readonly Read[]) => rows.filter(({ reading }) => isSilent(reading));
  say(
    `requests opted out ${share(out(requests), requests)}, unclassified ${share(unclassified(requests), requests)}, silent ${share(silent(requests), requests)}`,
  );
  say(
    `conditions opted out ${share(out(border), border)}, unclassified ${share(unclassified(border), border)}, silent ${share(silent(border), border)}`,
  );
  say(`innocent opted out ${share(out(innocent), innocent)}, unclassified ${share(unclassified(innocent), innocent)}`);
  const back = starts.filter(({ reading }) => reading.tier === 'start');
  say(`way back read as such ${share(back, starts)}, opted out ${share(out(starts), starts)}`);
  say(`before a person, of all: ${share(unclassified(read), read)}`);
}

function sayConfusion(read: readonly Read[], say: (line: string) => void): void {
  say(`${''.padEnd(12)}${TIERS.map((tier) => tier.padStart(13)).join('')}`);
  for (const wanted of [...new Set(read.map(({ reply }) => reply.wanted))].sort()) {
    const rows = read.filter(({ reply }) => reply.wanted === wanted);
    const counts = TIERS.map((tier) => sum(rows.filter(({ reading }) => shown(reading) === tier)));
    say(`${wanted.padEnd(12)}${counts.map((count) => String(count).padStart(13)).join('')}`);
  }
}

/** Languages with fewer replies are counted together. */
const MIN_REPLIES = 20;

/** Missed requests and wrong opt-outs by language, for the rules alone and for both. */
function sayLanguages(read: readonly Read[], say: (line: string) => void): void {
  const counts = new Map<string, number>();
  for (const { reply } of read) counts.set(reply.language, (counts.get(reply.language) ?? 0) + 1);
  const languageOf = ({ language }: WantedReply) => ((counts.get(language) ?? 0) < MIN_REPLIES ? 'other' : language);
  say('by language: requests, silent by the rules alone, silent; innocent, opted out by the rules alone, opted out');
  for (const language of [...new Set(read.map(({ reply }) => languageOf(reply)))].sort()) {
    const rows = read.filter(({ reply }) => languageOf(reply) === language);
    const requests = rows.filter(({ reply }) => isRequest(reply));
    const innocent = rows.filter(({ reply }) => !isRequest(reply) && !isBorder(reply));
    const byRules = ({ reply }: Read) => readByRules(reply.text, reply.country).reading;
    const figures = [
      requests.length,
      requests.filter((row) => isSilent(byRules(row))).length,
      requests.filter(({ reading }) => isSilent(reading)).length,
      innocent.length,
      innocent.filter((row) => optsOut(byRules(row).tier)).length,
      innocent.filter(({ reading }) => optsOut(reading.tier)).length,
    ];
    say(`${language.padEnd(12)}${figures.map((figure) => String(figure).padStart(8)).join('')}`);
  }
}

function sayFaults(read: readonly Read[], say: (line: string) => void): void {
  for (const { reply, reading } of read) {
    const lost = isRequest(reply) && isSilent(reading);
    const blocked = !isRequest(reply) && !isBorder(reply) && optsOut(reading.tier);
    if (lost || blocked)
      say(
        `${lost ? 'silent ' : 'blocked'} ${reply.language} ${reply.wanted} ${JSON.stringify(reply.text)}: ${reading.reason}`,
      );
  }
}

if (require.main === module) {
  const [, , part = 'tune', lists] = process.argv;
  if (!PARTS.includes(part as ReplyPart)) throw new Error(`there is no part ${part}: ${PARTS.join(', ')}`);
  measure(part as ReplyPart, (line) => console.log(line), lists === 'faults');
}
