import { GUESSED, headersOf, queryOf } from './upload-options';

test('sends nothing for options that the person leaves to detection', () => {
  expect(queryOf(GUESSED)).toEqual({});
});

test('columns, values, dates and country are sent as the person gives them', () => {
  const options = {
    columns: { phone: 'GSM', consentAt: '' },
    source: ' boutique ',
    wording: '',
    dates: 'mdy',
    country: 'be',
  } as const;
  expect(queryOf(options)).toEqual({ phoneColumn: 'GSM', consentSource: 'boutique', dates: 'mdy', country: 'BE' });
});

test('the columns of a refused file are those that the refusal quotes', () => {
  expect(headersOf(undefined, { columns: ['"Nom"', '"GSM"', '"Nom"', '""'] })).toEqual(['Nom', 'GSM']);
  expect(headersOf(undefined, { columns: 'Nom' })).toEqual([]);
});
