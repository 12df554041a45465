import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestFolder } from '@stopsms/kernel';
import { type Model, type ModelFigures, modelOf } from './model';

// The weights are a part of the reader as its lists of words are, only that nobody could read them in a source file.

/** Where they lie in the repository; beside the built code in an image. */
const FOLDER = join('apps', 'compliance', 'reader');

export interface LoadedModel extends Model {
  /** Of the weights: a proof names by which of them a text was read. */
  id: string;
}

let loaded: LoadedModel | undefined;

/**
 * The weights of this version, read once.
 * @throws Error when they are missing or incomplete
 */
export function loadModel(): LoadedModel {
  if (loaded) return loaded;
  const folder = nearestFolder(FOLDER, __dirname);
  if (folder === undefined) throw new Error(`No ${FOLDER} above ${__dirname}`);
  const figures = readFileSync(join(folder, 'weights.json'));
  const tables = readFileSync(join(folder, 'weights.bin'));
  const id = createHash('sha256').update(figures).update(tables).digest('base64url').slice(0, ID_LENGTH);
  loaded = { id, ...modelOf(tables, JSON.parse(figures.toString('utf8')) as ModelFigures) };
  return loaded;
}
const ID_LENGTH = 12;
