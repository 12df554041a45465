import { remarkLines } from './remarks-file';

async function cellOf(reason: string): Promise<string | undefined> {
  const page = { items: [{ row: 1, code: 'PHONE_UNREADABLE', reason }] };
  let file = '';
  for await (const lines of remarkLines(() => Promise.resolve(page as never))) file += lines;
  return /^"1";"PHONE_UNREADABLE";"([\s\S]*)";""\r\n$/m.exec(file)?.[1];
}

test.each(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])(
  'a cell that begins with %j does not become a formula',
  async (first) => expect(await cellOf(`${first}1+1`)).toBe(`'${first}1+1`),
);

test('a cell keeps its quotes and separators', async () => expect(await cellOf('a "b"; =1+1')).toBe('a ""b""; =1+1'));
