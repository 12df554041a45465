import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestFolder } from '@stopsms/kernel';
import { PLACES } from './features';
import { type ReplyModel, WISHES } from './model';

/** Folder of the weights in the repository; beside the built code in an image. */
const FOLDER = join('apps', 'inbound-mo', 'reader');
const ID_LENGTH = 12;

export interface LoadedReplyModel extends ReplyModel {
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
  const folder = nearestFolder(FOLDER, __dirname);
  if (folder === undefined) throw new Error(`No ${FOLDER} above ${__dirname}`);
  const figures = readFileSync(join(folder, 'weights.json'));
  const bytes = readFileSync(join(folder, 'weights.bin'));
  if (bytes.length !== PLACES * WISHES.length)
    throw new Error(`Weights of ${bytes.length} bytes, not ${PLACES * WISHES.length}`);
  const { scales, biases } = JSON.parse(figures.toString('utf8')) as ReplyModelFigures;
  const id = createHash('sha256').update(figures).update(bytes).digest('base64url').slice(0, ID_LENGTH);
  loaded = { id, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), scales, biases };
  return loaded;
}
