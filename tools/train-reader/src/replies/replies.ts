import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IndexSet } from '@stopsms/kernel';
import { workspaceRoot } from '@stopsms/local-stack';
import {
  FEATURE_KINDS,
  type FeatureKind,
  type FeatureSink,
  findFeatures,
  type LabelledReply,
  loadReplies,
  plainOf,
  SLOTS,
  type Wish,
  WISHES,
} from '@stopsms/reply-reader/training';
import { readByRules, type ReplyContext } from '@stopsms/reply-reader';

const FOLDER = join(workspaceRoot(), 'libs', 'reader-texts', 'replies');
const FIXTURES = join(workspaceRoot(), 'libs', 'reply-reader', 'src', 'fixtures');

export type ReplyPart = 'learn' | 'tune' | 'sealed' | 'week';

/** Labels of what the writer of a row wanted. */
export const WANTED = ['stop', 'stop-all', 'start', 'help', 'contact', 'complaint', 'conditional', 'nothing'] as const;
export type Wanted = (typeof WANTED)[number];

const WISH_OF: Readonly<Record<Wanted, Wish>> = {
  stop: 'request',
  'stop-all': 'request',
  start: 'start',
  help: 'help',
  contact: 'contact',
  complaint: 'complaint',
  conditional: 'conditional',
  nothing: 'nothing',
};

export interface WantedReply {
  text: string;
  language: string;
  country: string;
  wanted: Wanted;
  context: ReplyContext;
  /** Number of occurrences, in the part `week`. */
  count: number;
}

export interface WeighedExample extends WantedReply {
  wish: number;
  weight: number;
  slots: Int32Array;
  measures: Float32Array;
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([tnr\\]))/g;
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
const unescape = (text: string): string =>
  text.replace(ESCAPE, (whole, hex?: string, letter?: string) =>
    hex === undefined ? (ESCAPES[letter ?? ''] ?? whole) : String.fromCharCode(parseInt(hex, 16)),
  );

/**
 * Reads every file of a part.
 * @throws Error for a row whose label is none of the guide's
 */
export function loadPart(part: ReplyPart): WantedReply[] {
  const folder = join(FOLDER, part);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
        .map((line, at) => rowOf(line, `${part}/${name}:${at + 2}`)),
    );
}

function rowOf(line: string, where: string): WantedReply {
  const [text = '', language = '', country = '', wanted = '', last = '', earlier = '', , , count = '1'] =
    line.split('\t');
  if (!WANTED.includes(wanted as Wanted)) throw new Error(`${where}: no label "${wanted}" in the guide`);
  return {
    text: unescape(text),
    language,
    country,
    wanted: wanted as Wanted,
    context: contextOf(last, earlier),
    count: Number(count),
  };
}

function contextOf(last: string, earlier: string): ReplyContext {
  const context: ReplyContext = last === 'advert' || last === 'notice' ? { last } : {};
  return earlier === 'stop' ? { ...context, askedBefore: true } : context;
}

/** Parts that the rules were written with: they read them correctly, so that their reading teaches nothing there. */
const RULES_SETS = [
  ...['stop-replies', 'own-replies', 'more-replies', 'blind-a', 'blind-b', 'blind-c', 'kinds-replies'],
  ...['voices-learn', 'voices-tune', 'voices-sealed', 'week-replies'],
];
const RULES_WEIGHT = 0.5;
const WANTED_OF: Readonly<Record<LabelledReply['expect'], Wanted>> = {
  exact: 'stop',
  clear: 'stop',
  likely: 'conditional',
  none: 'nothing',
  contact: 'contact',
  help: 'help',
  start: 'start',
  report: 'complaint',
};

export const loadRulesSets = (): WantedReply[] =>
  RULES_SETS.flatMap((name) =>
    loadReplies(join(FIXTURES, `${name}.tsv`)).map(({ text, country, expect }) => ({
      text,
      country,
      language: '',
      wanted: WANTED_OF[expect],
      context: {},
      count: 1,
    })),
  );

/** @param seesRules - false where the rules were made with the row, so that it must not teach to trust them */
export function withFeatures(reply: WantedReply, seesRules = true, context = reply.context): WeighedExample {
  const { text, country, wanted } = reply;
  const { reading, parsed } = readByRules(text, country);
  const found = new Collected(seesRules ? FEATURE_KINDS : FEATURE_KINDS.filter((kind) => kind !== 'form'));
  if (parsed)
    findFeatures({ plain: plainOf(parsed), sentences: parsed.sentences, country, rules: reading, context }, found);
  return {
    ...reply,
    wish: WISHES.indexOf(WISH_OF[wanted]),
    weight: seesRules ? 1 : RULES_WEIGHT,
    slots: Int32Array.from(found.slots),
    measures: found.measures(),
  };
}

const met = new IndexSet(SLOTS);

/** Features of a reply as the model weighs them, kept. */
class Collected implements FeatureSink {
  readonly slots: number[] = [];
  readonly kinds: number[] = [];
  private kind: FeatureKind = 'letters';

  constructor(private readonly wanted: readonly FeatureKind[]) {}

  begin(kind: FeatureKind): void {
    this.kind = kind;
    met.clear();
  }

  add(slot: number): void {
    if (!this.wanted.includes(this.kind) || !met.add(slot)) return;
    this.slots.push(slot);
    this.kinds.push(FEATURE_KINDS.indexOf(this.kind));
  }

  measures(): Float32Array {
    const counts = FEATURE_KINDS.map((_, kind) => this.kinds.filter((each) => each === kind).length);
    return Float32Array.from(this.kinds, (kind) => 1 / Math.sqrt(counts[kind] ?? 1));
  }
}
