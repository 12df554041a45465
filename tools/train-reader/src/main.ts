import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import { type ModelFigures, TABLES } from '@stopsms/text-reader/training';
import { FIGURES, crossFitted, fitTogether } from './put-together';
import { knownWords } from './known-words';
import { quantised } from './quantise';
import { readTexts, withFeatures } from './texts';
import { train } from './train';

// Writes the weights of the reader: `npm run train-reader`. The same texts give the same weights.

const FOLDER = join(workspaceRoot(), 'apps', 'compliance', 'reader');
const DECIMALS = 4;

const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

const read = [...readTexts('learn'), ...readTexts('further'), ...readTexts('fixtures')];
const words = knownWords(read.map(({ tokens }) => tokens));
const texts = withFeatures(read, words);
say(`${texts.length} texts; fitting those of each quarter of the hands by the others`);
const fitted = fitTogether(crossFitted(texts, say));
say('fitting all');
const trained = train(texts);
const tables = quantised({
  rarity: trained.rarity,
  whole: trained.whole.weights,
  window: trained.window.weights,
  service: trained.service.weights,
});
const figures: ModelFigures = {
  scales: tables.scales,
  biases: { whole: trained.whole.bias, window: trained.window.bias, service: trained.service.bias },
  together: {
    weights: Array.from({ length: FIGURES }, (_, index) => Number(fitted.weights[index]?.toFixed(DECIMALS))),
    bias: Number(fitted.bias.toFixed(DECIMALS)),
  },
};
writeFileSync(join(FOLDER, 'weights.bin'), Buffer.concat([...TABLES.map((name) => tables.bytes[name]), words]));
writeFileSync(join(FOLDER, 'weights.json'), `${JSON.stringify({ texts: texts.length, ...figures }, null, 2)}\n`);
say('the weights are written');
