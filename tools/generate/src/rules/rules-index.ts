import { table } from './markdown';
import { countryName, inForce } from './pack-dates';
import { type PackText, PACKS } from './read-packs';

/** Renders the index: what every page assumes, and how to get from one pack to the next. */
export function rulesIndex(byCountry: Map<string, PackText[]>): string {
  const rows = [...byCountry].flatMap(([country, packs]) =>
    packs.map((pack) => [
      `[${countryName(country)}](${country.toLowerCase()}.md)`,
      `${country}@${pack.version}`,
      pack.status,
      inForce(pack),
      Object.keys(pack.regions).join(' '),
      String(Object.values(pack.sources).filter(({ checked }) => checked === 'U').length),
    ]),
  );
  return `# The rules, country by country

A working reading of the law and of the practice of operators, to be confirmed by counsel before live traffic. These pages are made from the rule packs in \`${PACKS}\`, which are what decides. The sources of each rule are in [law](../law/README.md).

${table(['country', 'pack', 'status', 'in force', 'regions', 'unverified sources'], rows)}

Adverts to any other country are refused until it has a pack. So are they where a country has none in force. The pack in force at the instant of submission decides, not the one at which a campaign was made; its name and hash are in each proof.

## Marks of sources

${table(
  ['mark', 'meaning'],
  [
    ['V', 'checked against the source, or a direct report of it'],
    ['K', 'common professional knowledge, the text was not read again'],
    ['U', 'unverified: a key says what is assumed, and where to change it'],
    ['D', 'a choice of ours'],
  ],
)}

## Changing a rule

1. Copy the pack to a new file with the next version, \`status: draft\`, and the instant it is to begin at in \`valid_from\` (UTC). The folder is \`${PACKS}\`, or that of \`RULE_PACKS_DIR\`.
2. Change the rule, and cite its source. \`npm run generate\` checks every pack, names file and line of a fault, and prints the hash to write.
3. Try it: \`POST /v1/rule-packs/<country>@<version>/replay\` of compliance lists the past messages it would have decided otherwise. Nothing is sent or stored.
4. Make it \`active\`, and set \`valid_to\` of the pack before it to the same instant. Two packs in force at once keep the service from starting; a gap between them is logged, and adverts are refused in it.
`;
}
