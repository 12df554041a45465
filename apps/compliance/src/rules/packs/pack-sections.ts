import { KEPT_DAYS } from './kept-days';
import { type Sources, citeSources } from './cite-sources';
import type { PackNode } from './pack-node';
import { CONSENT_BASES, type ConsentBasis, type RulePack, SECTORS } from './rule-pack';

// One reader per section of a pack. Each rule must name a source that the pack declares: a rule nobody can trace is refused.

export function readSources(node: PackNode): Sources {
  return Object.fromEntries(
    node.keys().map((key) => {
      const source = node.get(key);
      const title = source.get('title').text();
      const checked = source.get('checked').oneOf(['V', 'K', 'U', 'D']);
      source.refuseOtherKeys();
      return [key, { title, checked }];
    }),
  );
}

export function readMaxParts(node: PackNode, sources: Sources): RulePack['maxParts'] {
  citeSources(node, sources);
  const levels = node.get('max_parts');
  const parts = { default: levels.get('default').wholeNumber(), hard: levels.get('hard').wholeNumber() };
  if (parts.default > parts.hard) levels.get('default').fail('is looser than hard.');
  levels.refuseOtherKeys();
  node.refuseOtherKeys();
  return parts;
}

export function readMention(node: PackNode, sources: Sources): RulePack['mention'] {
  citeSources(node, sources);
  const mention = {
    codeDigits: node.get('code_digits').wholeNumber(),
    codePrefixes: node.get('code_prefixes').texts(),
    advertPrefixes: node.get('advert_prefixes').texts(),
  };
  const strange = mention.advertPrefixes.find((prefix) => !mention.codePrefixes.includes(prefix));
  if (strange !== undefined) node.get('advert_prefixes').fail(`holds ${strange}, which is not among code_prefixes.`);
  node.refuseOtherKeys();
  return mention;
}

export function readConsent(node: PackNode, sources: Sources): RulePack['consent'] {
  citeSources(node, sources);
  const expiryYears = node.get('expiry_years').wholeNumber();
  if (expiryYears === 0) node.get('expiry_years').fail('is 0, so no consent would ever count.');
  const rules = node.get('bases');
  const months: Partial<Record<ConsentBasis, number>> = {};
  // Each basis must be listed as valid or not: one that was forgotten would read as one that was refused.
  const bases = CONSENT_BASES.filter((basis) => {
    const rule = rules.get(basis);
    citeSources(rule, sources);
    const valid = rule.get('valid').flag();
    const ends = rule.find('months');
    if (ends) months[basis] = ends.wholeNumber();
    if (months[basis] === 0) ends?.fail('is 0, so it would never count.');
    rule.refuseOtherKeys();
    return valid;
  });
  rules.refuseOtherKeys();
  node.refuseOtherKeys();
  return { bases, expiryYears, months };
}

export function readStopWords(node: PackNode, sources: Sources): RulePack['stopWords'] {
  citeSources(node, sources);
  const words = node.get('words').texts();
  node.refuseOtherKeys();
  return words;
}

/** Share of texts that are reviewed for every advertiser: no trust avoids all reviews, and none lasts forever. */
export function readReview(node: PackNode, sources: Sources): RulePack['review'] {
  citeSources(node, sources);
  const [trusted, watched] = [node.get('trusted'), node.get('watched')];
  const policy = {
    trusted: {
      rightTexts: trusted.get('right_texts').wholeNumber(),
      bandPercent: trusted.get('band_percent').wholeNumber(),
    },
    watched: { days: watched.get('days').wholeNumber(), bandPercent: watched.get('band_percent').wholeNumber() },
  };
  if (policy.trusted.rightTexts === 0) trusted.get('right_texts').fail('is 0, so that everybody would be trusted.');
  if (policy.trusted.bandPercent > 100) trusted.get('band_percent').fail('is over 100, so that trust would ask more.');
  if (policy.watched.bandPercent < 100)
    watched.get('band_percent').fail('is under 100, so that a watch would ask less.');
  if (policy.watched.days > KEPT_DAYS)
    watched.get('days').fail(`is over ${KEPT_DAYS}: no longer is it known who was caught.`);
  for (const each of [trusted, watched, node]) each.refuseOtherKeys();
  return policy;
}

export function readSectors(node: PackNode, sources: Sources): RulePack['sectors'] {
  const sectors: RulePack['sectors'] = Object.fromEntries(
    SECTORS.flatMap((sector) => {
      const rule = node.find(sector);
      if (!rule) return [];
      citeSources(rule, sources);
      const effect = rule.get('rule').oneOf(['banned', 'needs-pack']);
      rule.refuseOtherKeys();
      return [[sector, effect]];
    }),
  );
  node.refuseOtherKeys();
  return sectors;
}
