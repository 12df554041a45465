import { type Sources, citeSources } from './cite-sources';
import type { PackNode } from './pack-node';
import type { OpenQuestion, RulePack } from './rule-pack';

/** `FR.window.sunday`, the country first. */
const KEY = /^([A-Z]{2})(\.[a-z][a-z0-9_]*)+$/;

/** The open questions of a pack. Every unverified source belongs to one, so that an answer shows what to change. */
export function readConfiguration(root: PackNode, sources: Sources, country: string): RulePack['configuration'] {
  const node = root.get('configuration');
  const cited = new Set<string>();
  const questions = node.keys().map((key): [string, OpenQuestion] => {
    const entry = node.get(key);
    if (KEY.exec(key)?.[1] !== country) entry.fail(`is no key such as ${country}.window.sunday.`);
    citeSources(entry, sources).forEach((name) => cited.add(name));
    const at = entry
      .get('at')
      .items()
      .map((path) => existing(root, path));
    if (at.length === 0) entry.get('at').fail('names no key of this file.');
    const question = entry.get('question').text();
    entry.refuseOtherKeys();
    return [key, { question, at }];
  });
  const unasked = Object.keys(sources).find((name) => sources[name]?.checked === 'U' && !cited.has(name));
  if (unasked !== undefined) {
    root.get('sources').get(unasked).fail('is unverified and no key of configuration asks about it: add one.');
  }
  return Object.fromEntries(questions);
}

function existing(root: PackNode, path: PackNode): string {
  const keys = path.text().split('.');
  let node: PackNode | undefined = root;
  for (const key of keys) node = node?.isMap() ? node.find(key) : undefined;
  return node ? path.text() : path.fail('is no key of this file.');
}
