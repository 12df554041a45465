import { LineCounter, parseDocument } from 'yaml';
import { packHash } from './pack-hash';
import { PackError, PackNode } from './pack-node';
import { readMaxParts, readMention, readRegions, readSectors, readSources, readWindow } from './pack-sections';
import type { RulePack } from './rule-pack';

/**
 * Reads one pack file and checks it whole: shape, sources of each rule, `default` within `hard`, and the hash.
 * @param fileName - for error texts only; nothing is opened here
 * @throws PackError naming file, line and key
 */
export function readPack(fileName: string, yaml: string): RulePack {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    throw new PackError(`${fileName}:${lines.linePos(broken.pos[0]).line} the pack is not YAML: ${broken.message}`);
  }
  const root = new PackNode({ name: fileName, document, lines }, document.contents, '');
  const written = root.get('hash');
  const content = document.toJS() as Record<string, unknown>;
  const pack = readRules(root, packHash(content));
  if (content['hash'] !== pack.hash) {
    written.fail(`is not that of the content. If the change is meant, raise the version and write ${pack.hash} here.`);
  }
  return pack;
}

function readRules(root: PackNode, hash: string): RulePack {
  const sources = readSources(root.get('sources'));
  const validFrom = root.get('valid_from').instant();
  const validTo = root.find('valid_to')?.instant() ?? Infinity;
  if (validTo <= validFrom) root.get('valid_to').fail('is not after valid_from.');
  const pack: RulePack = {
    country: root.get('country').text(),
    version: root.get('version').text(),
    validFrom,
    validTo,
    status: root.get('status').oneOf(['active', 'draft']),
    hash,
    sources,
    window: readWindow(root.get('window'), sources),
    maxParts: readMaxParts(root.get('text'), sources),
    mention: readMention(root.get('mention'), sources),
    sectors: readSectors(root.get('sectors'), sources),
    regions: readRegions(root.get('regions'), sources),
  };
  root.refuseOtherKeys();
  return pack;
}
