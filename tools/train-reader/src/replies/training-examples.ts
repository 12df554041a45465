import { createHash } from 'node:crypto';
import { type WeighedExample, loadPart, loadRulesSets, withFeatures } from './replies';

/** Replies that the weights are trained on, with their features. */
export function trainingExamples(): WeighedExample[] {
  // Replies of the parts that measure are excluded: hands that never met write some short replies alike.
  const measured = new Set(
    (['tune', 'sealed', 'week'] as const)
      .flatMap(loadPart)
      .map(lettersOf)
      .filter((letters) => letters !== ''),
  );
  const lessons = loadPart('learn').filter((reply) => !measured.has(lettersOf(reply)));
  // Half of them without their circumstances: these are not always known.
  const taught = lessons.map((reply, n) => withFeatures(n % 2 === 0 ? reply : { ...reply, context: {} }));
  return [...taught, ...loadRulesSets().map((reply) => withFeatures(reply, false))].filter(
    ({ slots }) => slots.length > 0,
  );
}

/** Hash of the features of replies: it changes with each word of a reason or role that is a feature. */
export function hashFeatures(examples: readonly WeighedExample[]): string {
  const hash = createHash('sha256');
  for (const { slots } of examples) hash.update(slots);
  return hash.digest('hex');
}

const lettersOf = ({ text }: { text: string }) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
