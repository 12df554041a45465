import { missingOf, unknownFieldsOf } from './fields';

test.each([
  ['prenom', 'prénom'],
  ['Prénon', 'prénom'],
  ['ville ', undefined],
  ['PRÉNOM', undefined],
  ['code postal', 'code_postal'],
])('{{%s}} is a field of the book, or %s was meant', (written, suggestion) => {
  const fields = ['prénom', 'ville', 'code_postal'];
  const text = `Bonjour {{${written}}} !`;
  const expected = suggestion === undefined ? [] : [{ written: `{{${written}}}`, from: 8, suggestion }];
  expect(unknownFieldsOf(text, fields)).toMatchObject(expected);
  expect(unknownFieldsOf(text, fields)).toHaveLength(expected.length);
});

test('suggests nothing for a name that resembles none', () => {
  expect(unknownFieldsOf('{{points}}', ['prénom'])).toMatchObject([{ name: 'points', suggestion: undefined }]);
});

test('a contact without a value lacks the field, once', () => {
  expect(missingOf('{{prénom}}, {{ Ville }} {{ville}}', { prénom: 'Inès' })).toEqual(['ville']);
});
