import { join } from 'node:path';
import { readWeights } from '@stopsms/kernel';
import { SLOTS } from './features';
import { type ReplyModel, WISHES } from './model';

/** Folder of the weights in the repository; beside the built code in an image. */
const FOLDER = join('libs', 'reply-reader', 'weights');

interface LoadedReplyModel extends ReplyModel {
  /** Hash of the weights, base64url: a reply's reason, and so its proof, names the weights that read it. */
  readonly id: string;
}

/** Contents of `weights.json`. */
export interface ReplyModelFigures {
  /** Replies that the weights were trained on. */
  readonly replies: number;
  readonly scales: readonly number[];
  readonly biases: readonly number[];
}

let loaded: LoadedReplyModel | undefined;

/**
 * Weights of this version, read once.
 * @throws Error when they are missing or of another length
 */
export function loadReplyModel(): LoadedReplyModel {
  if (loaded) return loaded;
  const { id, figures, bytes } = readWeights(FOLDER, __dirname);
  if (bytes.length !== SLOTS * WISHES.length)
    throw new Error(`Weights of ${bytes.length} bytes, not ${SLOTS * WISHES.length}`);
  const { scales, biases } = figures as ReplyModelFigures;
  loaded = { id, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), scales, biases };
  return loaded;
}
