import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PHONE_REFUSALS } from '@stopsms/kernel';
import { DECISION_REASONS } from './decision-reasons';
import { REASONS } from './reason-codes';

const sourcesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.endsWith('.spec.ts') &&
        !/^(?:rules\/reasons|decision\/replay|evidence\/proofs\/would-change)/.test(file),
    )
    .map((file) => readFileSync(join(folder, file), 'utf8'));
const TEXT_READER = '../../../../../libs/text-reader/src/category/judge.ts';
const source = [...sourcesOf(join(__dirname, '../..')), readFileSync(join(__dirname, TEXT_READER), 'utf8')].join('\n');

test('every reason code in the rules is in the table', () => {
  const used = source.match(/'(?:PACK|WINDOW|TEXT|SENDER|CATEGORY|SECTOR|MENTION|PHONE)_[A-Z_]+'/g) ?? [];
  expect(used.length).toBeGreaterThan(20);
  expect(
    used.map((code) => code.slice(1, -1)).filter((code) => !(code in REASONS || code in DECISION_REASONS)),
  ).toEqual([]);
});

test('a rule gives every code of the table', () => {
  const own = Object.keys(REASONS).filter((code) => !(code in PHONE_REFUSALS));
  expect(own.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});

test('each code is explained in one line', () => {
  const odd = Object.entries(REASONS).filter(
    ([code, explanation]) => !/^[A-Z]+(?:_[A-Z]+)+$/.test(code) || !/^[A-Z][^\n]{10,140}\.$/.test(explanation),
  );
  expect(odd).toEqual([]);
});
