import { csvOf } from '../../design/csv';
import { parseSkippedRows } from './skipped-rows';

const FILE =
  '\uFEFF"row";"code";"reason";"number"\r\n"4";"PHONE_LANDLINE";"A ""landline"";\nno SMS";"01••••••03"\r\n"5";"DUPLICATE";"There";"\'+33 • •• •• •• 03"\r\n';

test('rows of the service are parsed, whatever their values hold', () =>
  expect(parseSkippedRows(FILE)).toEqual([
    { row: 4, code: 'PHONE_LANDLINE', reason: 'A "landline";\nno SMS', number: '01••••••03' },
    { row: 5, code: 'DUPLICATE', reason: 'There', number: '+33 • •• •• •• 03' },
  ]));

test('a file without rows has none', () =>
  expect(parseSkippedRows('\uFEFF"row";"code";"reason";"number"\r\n')).toEqual([]));

test('a value is quoted, and is no formula', () =>
  expect(
    csvOf([
      ['=1+1', 'a "b"; c'],
      ['+33', ''],
    ]),
  ).toBe('\uFEFF"\'=1+1";"a ""b""; c"\r\n"\'+33";""\r\n'));
