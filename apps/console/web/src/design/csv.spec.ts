import { csvFile } from './csv';

test('quotes cells and runs none as a formula', async () => {
  const file = csvFile([
    ['a"b', 'c;d'],
    ['=1+1', 'line\nbreak'],
  ]);
  expect(await file.text()).toBe('\ufeff"a""b";"c;d"\r\n"\'=1+1";"line\nbreak"\r\n');
});
