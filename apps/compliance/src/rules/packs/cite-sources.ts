import type { PackNode } from './pack-node';
import type { RulePack } from './rule-pack';

export type Sources = RulePack['sources'];

/** Refuses a rule without a source: each cites sources that its pack declares. */
export function citeSources(node: PackNode, sources: Sources): string[] {
  const cited = node.get('sources');
  const names = cited.texts();
  if (names.length === 0) cited.fail('is empty: cite where the rule comes from.');
  const unknown = names.find((name) => !Object.hasOwn(sources, name));
  if (unknown !== undefined) cited.fail(`cites "${unknown}", which is not among the sources of the pack.`);
  return names;
}
