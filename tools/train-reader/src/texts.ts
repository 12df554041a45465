import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import {
  type Feature,
  featuresOf,
  knowsWord,
  namesIn,
  readByRules,
  readCases,
  readText,
  type RuleFigures,
  type Token,
  tokensOf,
  windowsOf,
} from '@stopsms/text-reader/training';

const FOLDER = join(workspaceRoot(), 'libs', 'reader-texts', 'texts');

const FIXTURE_FOLDER = join(workspaceRoot(), 'libs/text-reader/src/fixtures');
/** The first are what the product promises of single texts: they count more. */
const OF_THE_PRODUCT = 3;
const FIXTURES = ['outgoing-texts.tsv', 'own-texts.tsv', 'fresh-texts.tsv', 'held-out-texts.tsv'];

export type Kind = 'marketing' | 'informative' | 'service';
export type Part = 'learn' | 'tune' | 'sealed' | 'ordinary' | 'month' | 'quarter' | 'further' | 'fixtures';

/** A labelled text, and what is looked at in it. */
export interface Labelled {
  text: string;
  declared: Kind;
  is: Kind;
  part: Part;
  /** Texts of one hand are kept together when a part is held out. */
  hand: string;
  language: string;
  voice: string;
  features: Feature[];
  windows: Feature[][];
  figures: RuleFigures;
  /** Number of times that it counts. */
  weight: number;
}

/** A labelled text with its words. */
export type Read = Omit<Labelled, 'features' | 'windows'> & { tokens: Token[]; names: string[] };

/** Reads `<part>.tsv`, or every file of the folder `<part>` in the order of its names. */
export function readTexts(part: Part): Read[] {
  return pathsOf(part)
    .flatMap(rowsOf)
    .map((row) => {
      const reading = readText(row.text);
      const weight = row.hand === FIXTURES[0] ? OF_THE_PRODUCT : 1;
      return {
        ...row,
        part,
        weight,
        tokens: tokensOf(reading.plain),
        names: namesIn(reading.readable),
        figures: readByRules(reading, []).figures,
      };
    });
}

function pathsOf(part: Part): string[] {
  if (part === 'fixtures') return FIXTURES.map((name) => join(FIXTURE_FOLDER, name));
  if (part !== 'further') return [join(FOLDER, `${part}.tsv`)];
  const names = readdirSync(join(FOLDER, part)).filter((name) => name.endsWith('.tsv'));
  return names.sort().map((name) => join(FOLDER, part, name));
}

/** @param words - bits of the words and stems that count as known */
export function withFeatures(texts: readonly Read[], words: Uint8Array): Labelled[] {
  return texts.map(({ tokens, names, ...text }) => {
    const features = featuresOf(tokens, (bucket) => knowsWord({ words }, bucket), names);
    return { ...text, features, windows: windowsOf(features, tokens.length) };
  });
}

type Row = Pick<Labelled, 'text' | 'declared' | 'is' | 'hand' | 'language' | 'voice'>;

/** A fixture says `expect` instead of `is`, and is the work of one hand. */
const rowsOf = (path: string): Row[] =>
  readCases<keyof Row | 'expect'>(path).map(
    ({ expect, ...row }) => (expect ? { ...row, is: expect, hand: basename(path) } : row) as Row,
  );
