import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import type { ReplyModelFigures } from '@stopsms/reply-reader/training';
import { trainReplies } from './train-replies';
import { hashFeatures, trainingExamples } from './training-examples';

// Writes the weights of the reply reader. The same replies give the same weights.

const FOLDER = join(workspaceRoot(), 'apps', 'inbound-mo', 'reader');
const RECORD = join(workspaceRoot(), 'libs', 'reader-texts', 'trained.json');

const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

const examples = trainingExamples();
say(`${examples.length} replies; fitting the weights`);
const { bytes, scales, biases } = trainReplies(examples);
const figures: ReplyModelFigures = { replies: examples.length, scales, biases };
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'weights.bin'), bytes);
writeFileSync(join(FOLDER, 'weights.json'), `${JSON.stringify(figures, null, 2)}\n`);
const record = JSON.parse(readFileSync(RECORD, 'utf8')) as { replies?: object };
const replies = { ...record.replies, features: hashFeatures(examples) };
writeFileSync(RECORD, `${JSON.stringify({ ...record, replies }, null, 2)}\n`);
say(`the weights are written: ${bytes.length} bytes`);
