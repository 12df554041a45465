// Consent records and receipts of ISO/IEC TS 27560:2023 in JSON. The specification names fields and leaves their nesting open, and
// writers use snake or camel case: fields are found by name, wherever they are.

/** Deeper than any profile nests; a hostile one ends there. */
const MAX_DEPTH = 10;
const MAX_VALUES = 2_000;

type Fields = Record<string, unknown>;

/** True for a record that names its principal or itself as the specification does. */
export const isConsentReceipt = (value: object): boolean =>
  Object.keys(value).some((name) =>
    ['recordid', 'piiprincipalid', 'receiptid', 'receiptmetadata', 'recordmetadata', 'consentrecord'].includes(
      plain(name),
    ),
  );

/** A contact with the columns of an import. The latest event decides whether the consent is in force. */
export function contactOfReceipt(receipt: object): Record<string, string> {
  const objects = objectsIn(receipt);
  const all = (name: string) => objects.flatMap((fields) => texts(fields[name]));
  const first = (name: string) => all(name)[0] ?? '';
  const event = latestEvent(objects);
  const principal = first('piiprincipalid');
  const method = first('collectionmethod') || first('service');
  const id = first('recordid') || first('receiptid');
  return {
    phone: phoneOf(objects, principal),
    consent_at: textOf(event?.['eventtime']),
    consent_source: [method, id && `consent record ${id}`].filter(Boolean).join(', '),
    consent_wording: [...new Set([...all('purpose'), ...all('privacynotice')])].join(' – '),
    consent_state: isOfConsent(all('lawfulbasis')) ? textOf(event?.['eventstate']) : 'no',
  };
}

/** The principal's party has the number; otherwise its identifier is the number. */
function phoneOf(objects: Fields[], principal: string): string {
  const isPrincipal = (party: Fields) =>
    textOf(party['partyid']) === principal ||
    /principal|subject/i.test(textOf(party['partyrole']) + textOf(party['partytype']));
  const party = objects.find((fields) => textOf(fields['partyphone']) !== '' && isPrincipal(fields));
  return textOf(party?.['partyphone']) || principal.replace(/^tel:/i, '');
}

function latestEvent(objects: Fields[]): Fields | undefined {
  const events = objects.filter((fields) => 'eventtime' in fields || 'eventstate' in fields);
  const at = (fields: Fields) => Date.parse(textOf(fields['eventtime'])) || 0;
  return events.reduce<Fields | undefined>(
    (latest, each) => (latest && at(latest) > at(each) ? latest : each),
    undefined,
  );
}

const isOfConsent = (bases: string[]): boolean => bases.length === 0 || bases.some((basis) => /consent/i.test(basis));

/** Objects of a value, each with its fields by name without case and underscores. */
function objectsIn(value: unknown): Fields[] {
  const found: Fields[] = [];
  const visit = (each: unknown, depth: number): void => {
    if (typeof each !== 'object' || each === null || depth > MAX_DEPTH || found.length > MAX_VALUES) return;
    if (!Array.isArray(each))
      found.push(Object.fromEntries(Object.entries(each).map(([name, of]) => [plain(name), of])));
    for (const inner of Object.values(each)) visit(inner, depth + 1);
  };
  visit(value, 0);
  return found;
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^.*[:#]/, '')
    .replace(/[_\s-]/g, '');
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '');
