import { type PriceList, costOf, microsOf } from './price-list.rule';

const LIST: PriceList = {
  currency: 'EUR',
  prices: [
    { country: 'FR', operator: 'ovh', perPart: 45_000 },
    { country: 'FR', operator: 'sinch', perPart: 48_500 },
    { country: 'BE', perPart: 71_200 },
  ],
};

it('contains the prices of the cheapest and the most expensive operator for each country', () => {
  expect(
    costOf(
      LIST,
      new Map([
        ['FR', 200_000],
        ['BE', 3],
      ]),
    ),
  ).toEqual({
    least: '9000.2136',
    most: '9700.2136',
    countries: [
      { country: 'BE', parts: 3, operators: [{ perPart: '0.0712', cost: '0.2136' }] },
      {
        country: 'FR',
        parts: 200_000,
        operators: [
          { operator: 'ovh', perPart: '0.045', cost: '9000.00' },
          { operator: 'sinch', perPart: '0.0485', cost: '9700.00' },
        ],
      },
    ],
    withoutPrice: [],
  });
});

it('names a country without a price, and includes it in no sum', () => {
  expect(
    costOf(
      LIST,
      new Map([
        ['MQ', 7],
        ['FR', 1],
      ]),
    ),
  ).toMatchObject({
    least: '0.045',
    most: '0.0485',
    withoutPrice: [{ country: 'MQ', parts: 7 }],
  });
  expect(costOf(LIST, new Map())).toEqual({ least: '0.00', most: '0.00', countries: [], withoutPrice: [] });
});

it.each([
  ['0.045', 45_000],
  [0.045, 45_000],
  ['1', 1_000_000],
  [0, 0],
  ['0.000001', 1],
  ['0.0000001', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['1,5', undefined],
  [1e21, undefined],
  [1e-7, undefined],
])('%j is read as %j millionths', (written, micros) => {
  expect(microsOf(written)).toBe(micros);
});

it('is exact for a million messages of many segments', () => {
  const list = { currency: 'EUR', prices: [{ country: 'FR', perPart: 100_001 }] };
  expect(costOf(list, new Map([['FR', 4_000_003]])).least).toBe('400004.300003');
});
