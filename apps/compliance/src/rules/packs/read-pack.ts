import { type Document, LineCounter, parseDocument } from 'yaml';
import { readConfiguration } from './pack-configuration';
import { packHash } from './pack-hash';
import { readWindow } from './pack-hours';
import { PackError, PackNode } from './pack-node';
import { readRegions } from './pack-regions';
import {
  readConsent,
  readMaxParts,
  readMention,
  readReview,
  readSectors,
  readSources,
  readStopWords,
} from './pack-sections';
import type { RulePack } from './rule-pack';
import { readConfirmation, readIdentity, readOptOut, readSenders } from './sender-sections';

/** Maximum size of a pack: a hundred times a real one. */
const LONGEST = 1_000_000;

/**
 * Reads one pack file and checks it whole: shape, sources of each rule, `default` within `hard`, and the hash. A pack whose
 * hash is wrong is refused with the right one, which is how a new pack gets it.
 * @param fileName - for error texts only; nothing is opened here
 * @throws PackError naming file, line and key
 */
export function readPack(fileName: string, yaml: string): RulePack {
  if (yaml.length > LONGEST) throw new PackError(`${fileName}:1 the pack is longer than ${LONGEST} characters.`);
  const lines = new LineCounter();
  const { document, content } = parse(fileName, yaml, lines);
  const root = new PackNode({ name: fileName, document, lines }, document.contents, '');
  const written = root.get('hash');
  const pack = readRules(root, packHash(content as Record<string, unknown>));
  if (written.text() !== pack.hash) {
    written.fail(`is not that of the content. If the change is meant, raise the version and write ${pack.hash} here.`);
  }
  return pack;
}

/** The parser throws where a text nests too deep or an alias points to itself; a pack does neither. */
function parse(fileName: string, yaml: string, lineCounter: LineCounter): { document: Document; content: unknown } {
  try {
    const document = parseDocument(yaml, { lineCounter, logLevel: 'error' });
    const broken = document.errors[0];
    if (!broken) return { document, content: JSON.parse(JSON.stringify(document.toJS()) ?? 'null') };
    throw new PackError(
      `${fileName}:${lineCounter.linePos(broken.pos[0]).line} the pack is not YAML: ${broken.message}`,
    );
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError(`${fileName}:1 the pack is not YAML that can be read: ${String(error)}`);
  }
}

function readRules(root: PackNode, hash: string): RulePack {
  const sources = readSources(root.get('sources'));
  const country = root.get('country').matching(/^[A-Z]{2}$/, 'such as FR');
  const validFrom = root.get('valid_from').instant();
  const validTo = root.find('valid_to')?.instant() ?? Infinity;
  if (validTo <= validFrom) root.get('valid_to').fail('is not after valid_from.');
  const window = readWindow(root.get('window'), sources);
  const pack: RulePack = {
    country,
    version: root.get('version').matching(/^\d{4}\.\d{1,3}$/, "such as '2026.1'"),
    validFrom,
    validTo,
    status: root.get('status').oneOf(['active', 'draft']),
    hash,
    sources,
    window,
    maxParts: readMaxParts(root.get('text'), sources),
    mention: readMention(root.get('mention'), sources),
    senders: readSenders(root.get('senders'), sources),
    namedIn: readIdentity(root.get('identity'), sources),
    informativeOptOuts: readOptOut(root.get('opt_out'), sources),
    webConfirmation: readConfirmation(root.get('confirmation'), sources),
    stopWords: readStopWords(root.get('stop_words'), sources),
    consent: readConsent(root.get('consent'), sources),
    review: readReview(root.get('review'), sources),
    sectors: readSectors(root.get('sectors'), sources),
    regions: readRegions(root.get('regions'), sources, window),
    configuration: readConfiguration(root, sources, country),
    writtenAt: root.get('valid_from').writtenAt(),
  };
  root.refuseOtherKeys();
  return pack;
}
