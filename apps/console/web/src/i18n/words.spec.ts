import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Words } from './words';

const FOLDER = __dirname;
const SOURCES = join(FOLDER, '..');
const subjects = readdirSync(join(FOLDER, 'en'));
const readWords = (language: string, file: string): Record<string, string> =>
  flat(JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Words);
const english = new Map(subjects.map((file) => [file.replace('.json', ''), readWords('en', file)]));
const components = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.spec)\.tsx?$/.test(file),
);

/** Keys as `t` takes them: `{a: {b: 'x'}}` → `{'a.b': 'x'}`. */
function flat(words: Words, before = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'string' ? [[before + name, value]] : Object.entries(flat(value, `${before}${name}.`)),
    ),
  );
}

const gapsOf = (text: string): string[] => (text.match(/\{\{\w+/g) ?? []).sort();

test('both languages have files of the same names', () => {
  expect(readdirSync(join(FOLDER, 'fr'))).toEqual(subjects);
});

test.each(subjects)('%s has the same keys in both languages', (file) => {
  const [fr, en] = [readWords('fr', file), readWords('en', file)];
  // French has a plural form of its own for millions, which i18next asks for as `_many`.
  const keysOf = (words: object) =>
    Object.keys(words)
      .filter((key) => !key.endsWith('_many'))
      .sort();
  expect(keysOf(fr)).toEqual(keysOf(en));
  for (const [key, text] of Object.entries(en)) expect([key, gapsOf(fr[key] ?? '')]).toEqual([key, gapsOf(text)]);
  for (const text of Object.values(fr)) expect(text).not.toContain("'");
});

/** Texts for people that do not come from `i18n`. */
function literalsOf(source: ts.SourceFile): string[] {
  const attributes = new Set(['label', 'title', 'placeholder', 'description', 'aria-label', 'alt', 'error']);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(node.text.trim());
    if (
      ts.isJsxAttribute(node) &&
      attributes.has(node.name.getText(source)) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    ) {
      found.push(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Keys that are written out: of `t('…')`, and `title: 'subject:…'` of screens. Those put together of parts are not seen. */
function keysIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 't') {
      const [key] = node.arguments;
      if (key !== undefined && ts.isStringLiteral(key)) found.push(key.text);
    }
    if (ts.isStringLiteral(node) && /^\w+:[\w.]+$/.test(node.text) && english.has(node.text.split(':')[0] ?? ''))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const FORMS = ['', '_one', '_other'];

/** Texts of a component that i18n does not have. */
function wordless(file: string): object[] {
  const text = readFileSync(join(SOURCES, file), 'utf8');
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.ESNext,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const own = [...text.matchAll(/useTranslation\(\[?\s*'(\w+)'/g)].map(([, subject]) => subject ?? '');
  const missing = keysIn(source).filter((key) => {
    const [subject, name] = key.includes(':') ? key.split(':') : [undefined, key];
    const words = subject === undefined ? (own.length === 0 ? ['app'] : own) : [subject];
    return !words.some((one) => FORMS.some((form) => `${name ?? ''}${form}` in (english.get(one) ?? {})));
  });
  const literals = literalsOf(source);
  return literals.length + missing.length > 0 ? [{ file, literals, missing }] : [];
}

test('every component has its words in i18n', () => {
  expect(components.length).toBeGreaterThan(100);
  expect(components.flatMap(wordless)).toEqual([]);
});
