import { csvFile } from './csv';

test('quotes cells and runs none as a formula', async () => {
  const file = csvFile([
    ['a"b', 'c;d'],
    ['=1+1', 'line\nbreak'],
  ]);
  // `text()` leaves the mark of UTF-8 out.
  expect([...new Uint8Array(await file.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  expect(await file.text()).toBe('"a""b";"c;d"\r\n"\'=1+1";"line\nbreak"\r\n');
});
