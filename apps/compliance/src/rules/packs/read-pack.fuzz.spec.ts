import fc from 'fast-check';
import { packFiles } from '../fixtures/packs';
import { PackError } from './pack-node';
import { readPack } from './read-pack';

// A pack is edited by hand, so anything can stand in it: it is read or refused with file and line, and never a crash.

const files = packFiles().map(({ yaml }) => yaml);
const scraps = [...new Set(files.flatMap((yaml) => yaml.split(/(\s+|[:,[\]{}])/)))];

const position = fc.nat();
const scrap = fc.oneof(
  fc.constantFrom(...scraps),
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom(
    '&a',
    '*a',
    '*hours',
    '<<',
    '!!binary',
    '? ',
    '---\n',
    '...',
    '~',
    '|',
    '>',
    '- ',
    '__proto__:',
    '.nan',
  ),
);
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), position, scrap }),
  fc.record({ kind: fc.constant('replace' as const), position, scrap, length: fc.nat({ max: 40 }) }),
  fc.record({ kind: fc.constant('drop line' as const), position }),
  fc.record({ kind: fc.constant('repeat line' as const), position }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(yaml: string, change: Mutation): string {
  const at = change.position % (yaml.length + 1);
  if (change.kind === 'insert') return yaml.slice(0, at) + change.scrap + yaml.slice(at);
  if (change.kind === 'replace') return yaml.slice(0, at) + change.scrap + yaml.slice(at + change.length);
  const lines = yaml.split('\n');
  const line = change.position % lines.length;
  lines.splice(line, 1, ...(change.kind === 'drop line' ? [] : [lines[line] ?? '', lines[line] ?? '']));
  return lines.join('\n');
}

const outcome = (yaml: string): string => {
  try {
    return readPack('p.yaml', yaml).hash;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return error.message;
  }
};

test('reads a mutated pack, or refuses it with file and line', () => {
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 4 }), (yaml, changes) => {
      expect(outcome(changes.reduce(mutate, yaml))).toMatch(/^(p\.yaml:\d+ |sha256-)/);
    }),
    { numRuns: 400 },
  );
});

test('no mutation of a rule keeps the hash: an accepted pack is the pack itself', () => {
  const shipped = new Set(packFiles().map(({ name, yaml }) => readPack(name, yaml).hash));
  fc.assert(
    fc.property(fc.constantFrom(...files), mutation, (yaml, change) => {
      const found = outcome(mutate(yaml, change));
      if (!found.startsWith('p.yaml')) expect(shipped).toContain(found);
    }),
    { numRuns: 200 },
  );
});

test('reads or refuses any text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (yaml) => expect(outcome(yaml)).toMatch(/^p\.yaml:\d+ /)),
    { numRuns: 400 },
  );
});
