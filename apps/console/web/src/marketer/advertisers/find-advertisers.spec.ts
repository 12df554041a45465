import { findAdvertisers } from './find-advertisers';

const ITEMS = [
  { name: 'Établissements Abricot', legalName: 'Abricot SAS', shortCode: '36400' },
  { name: 'متجر الورد', legalName: 'Œillet & Fils', shortCode: '36401' },
];
const found = (sought: string) => findAdvertisers(ITEMS, sought).map(({ shortCode }) => shortCode);

test.each([
  ['', ['36400', '36401']],
  ['etab', ['36400']],
  ['ABRICOT  étab', ['36400']],
  ['6400', []],
  ['3640', ['36400', '36401']],
  ['الورد', ['36401']],
  ['fils', ['36401']],
  ['.*', []],
])('%j finds %j', (sought, codes) => {
  expect(found(sought)).toEqual(codes);
});
