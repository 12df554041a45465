import { join } from 'node:path';
import { readWeights } from '@stopsms/kernel';
import { type Model, type ModelFigures, modelOf } from './model';

// The weights are a part of the reader as its lists of words are, only that nobody could read them in a source file.

/** Folder of the weights in the repository; beside the built code in an image. */
const FOLDER = join('libs', 'text-reader', 'weights');

interface LoadedModel extends Model {
  /** Id of the weights: a proof names those by which a text was read. */
  id: string;
}

let loaded: LoadedModel | undefined;

/**
 * The weights of this version, read once.
 * @throws Error when they are missing or incomplete
 */
export function loadModel(): LoadedModel {
  if (loaded) return loaded;
  const { id, figures, bytes } = readWeights(FOLDER, __dirname);
  loaded = { id, ...modelOf(bytes, figures as ModelFigures) };
  return loaded;
}
