import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Training takes minutes, so it records the hashes of the texts that it read and of the weights that it wrote. This compares them: it finds
// texts that were changed without training, and weights that no training wrote.

const RECORD = 'libs/reader-texts/trained.json';
const TEXT_FIXTURES = 'libs/text-reader/src/fixtures';
const READERS = {
  texts: {
    trainedOn: [
      'libs/reader-texts/texts/learn.tsv',
      'libs/reader-texts/texts/further',
      ...['outgoing', 'own', 'fresh', 'held-out'].map((name) => `${TEXT_FIXTURES}/${name}-texts.tsv`),
    ],
    weights: ['libs/text-reader/weights'],
  },
  // Replies of the parts that measure are excluded from training, and so decide on it too.
  replies: {
    trainedOn: ['libs/reader-texts/replies', 'libs/reply-reader/src/fixtures'],
    weights: ['libs/reply-reader/weights'],
  },
};
const READ = /\.(?:tsv|bin|json)$/;

/** Returns the faults of the readers' weights in a folder. */
export function checkReaderWeights(folder) {
  const record = readRecord(folder);
  return Object.keys(READERS).flatMap((reader) => {
    const now = hashesOf(folder, reader);
    const how = `Run "npm run train-reader -- --reader ${reader}".`;
    if (record[reader]?.trainedOn !== now.trainedOn)
      return [`${reader}: the labelled texts are not those that the weights were trained on. ${how}`];
    return record[reader].weights === now.weights ? [] : [`${reader}: training did not write these weights. ${how}`];
  });
}

/** Records that the weights of a reader were trained on the texts in this folder. */
export function recordTraining(folder, reader) {
  const record = readRecord(folder);
  record[reader] = { ...record[reader], ...hashesOf(folder, reader) };
  writeFileSync(join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
}

const readRecord = (folder) =>
  existsSync(join(folder, RECORD)) ? JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) : {};

const hashesOf = (folder, reader) => ({
  trainedOn: hashOf(folder, READERS[reader].trainedOn),
  weights: hashOf(folder, READERS[reader].weights),
});

function hashOf(folder, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => filesOf(folder, each)))
    hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

function filesOf(folder, path) {
  if (!statSync(join(folder, path)).isDirectory()) return [path];
  const below = readdirSync(join(folder, path)).sort();
  return below.flatMap((name) => filesOf(folder, `${path}/${name}`)).filter((file) => READ.test(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = checkReaderWeights(process.cwd());
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
