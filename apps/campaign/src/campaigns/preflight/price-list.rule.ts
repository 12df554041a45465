// What a part of an SMS costs, by the country of the number and by the operator that takes it. Money is counted in millionths, so
// that sums are exact.

const MICROS = 1_000_000;

export interface Price {
  country: string;
  /** Name in PROVIDERS_FILE; absent if all operators have this price. */
  operator?: string | undefined;
  /** Millionths of the currency. */
  perPart: number;
}

export interface PriceList {
  currency: string;
  prices: readonly Price[];
}

export interface Cost {
  /** Cost with the cheapest operator and with the dearest, decimal, of the countries that have a price. */
  least: string;
  most: string;
  countries: { country: string; parts: number; operators: { operator?: string; perPart: string; cost: string }[] }[];
  /** Countries of which the list knows no price: their parts are in no sum. */
  withoutPrice: { country: string; parts: number }[];
}

/** @param parts - by country */
export function costOf(list: PriceList, parts: ReadonlyMap<string, number>): Cost {
  const sums = { least: 0, most: 0 };
  const cost: Omit<Cost, 'least' | 'most'> = { countries: [], withoutPrice: [] };
  for (const [country, count] of [...parts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const prices = list.prices.filter((price) => price.country === country);
    if (prices.length === 0) {
      cost.withoutPrice.push({ country, parts: count });
      continue;
    }
    sums.least += count * Math.min(...prices.map(({ perPart }) => perPart));
    sums.most += count * Math.max(...prices.map(({ perPart }) => perPart));
    const operators = prices.map(({ operator, perPart }) => ({
      ...(operator !== undefined && { operator }),
      perPart: decimal(perPart),
      cost: decimal(count * perPart),
    }));
    cost.countries.push({ country, parts: count, operators });
  }
  return { least: decimal(sums.least), most: decimal(sums.most), ...cost };
}

/** Millionths of a decimal number with at most six digits after the point; undefined for an invalid number. */
export function microsOf(written: string | number): number | undefined {
  // A number of YAML or JSON has no more digits than it was written with.
  const [, whole = '', part = ''] = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(String(written)) ?? [];
  return whole === '' ? undefined : Number(whole) * MICROS + Number(part.padEnd(6, '0'));
}

/** Formats an amount with at least two decimals. */
function decimal(micros: number): string {
  const [whole, part = ''] = [Math.floor(micros / MICROS), String(micros % MICROS).padStart(6, '0')];
  return `${whole}.${part.replace(/0{1,4}$/, '')}`;
}
