import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import type { ReplyModelFigures } from '../../../../apps/inbound-mo/src/reading/weighing/load-model';
import { loadPart, loadRulesSets, withFeatures } from './replies';
import { trainReplies } from './train-replies';

// Writes the weights of the reply reader. The same replies give the same weights.

const FOLDER = join(workspaceRoot(), 'apps', 'inbound-mo', 'reader');

const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

// What is measured with is not learnt: hands that never met write some short replies alike.
const lettersOf = ({ text }: { text: string }) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const measured = new Set(
  (['tune', 'sealed', 'week'] as const)
    .flatMap(loadPart)
    .map(lettersOf)
    .filter((letters) => letters !== ''),
);
const lessons = loadPart('learn').filter((reply) => !measured.has(lettersOf(reply)));

// Half of them without their circumstances: these are not always known.
const taught = lessons.map((reply, n) => withFeatures(n % 2 === 0 ? reply : { ...reply, context: {} }));
const examples = [...taught, ...loadRulesSets().map((reply) => withFeatures(reply, false))].filter(
  ({ slots }) => slots.length > 0,
);
say(`${examples.length} replies; fitting the weights`);
const { bytes, scales, biases } = trainReplies(examples);
const figures: ReplyModelFigures = { replies: examples.length, scales, biases };
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'weights.bin'), bytes);
writeFileSync(join(FOLDER, 'weights.json'), `${JSON.stringify(figures, null, 2)}\n`);
say(`the weights are written: ${bytes.length} bytes`);
