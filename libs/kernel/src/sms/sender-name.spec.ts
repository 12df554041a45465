import { isSenderName, symbolsOf } from './sender-name';

test.each(['Lorane', 'LOR', 'Lorane24', 'L&C Moda', "D'Arc-Paris", 'El.Corte', 'a1 b2 c3', 'Lorane & Co'])(
  '%p can be a sender',
  (name) => {
    expect(isSenderName(name)).toBe(true);
  },
);

test.each([
  'Lo',
  'LoraneParis12',
  '123',
  ' Lorane',
  'Lorane ',
  'Lo  ra',
  'Lo&&ra',
  'Lo & & ra',
  'Loräne',
  'Lo\nra',
  'Lo/ra',
  '+Lorane',
  '',
  '. . .',
])('%p cannot be a sender', (name) => expect(isSenderName(name)).toBe(false));

test('names its symbols once', () => expect(symbolsOf('a b c&d')).toEqual([' ', '&']));
