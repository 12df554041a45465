import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASONS } from './reason-codes';
import { DECISION_REASONS } from './decision-reasons';

const page = readFileSync(join(__dirname, '../../../../../docs/reason-codes.md'), 'utf8');
/** `| CODE | explanation |` with any padding. */
const row = /^\| `([A-Z_]+)` *\| (.+)\|$/gm;

test('docs/reason-codes.md lists every reason of a verdict with its explanation, and no other', () => {
  const [verdicts = ''] = page.split('## From the dispatcher');
  const listed = Object.fromEntries([...verdicts.matchAll(row)].map(([, code, text]) => [code, text?.trim()]));
  expect(listed).toEqual({ ...REASONS, ...DECISION_REASONS });
});
