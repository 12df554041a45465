/** `label   median unit   (min … max, n rounds)` */
export function printSpread(label: string, values: number[], unit: string, digits = 1): void {
  const sorted = [...values].sort((a, b) => a - b);
  const shown = (value: number | undefined) => (value ?? NaN).toFixed(digits);
  const range = `${shown(sorted[0])} … ${shown(sorted.at(-1))}, ${sorted.length} rounds`;
  console.log(`  ${label.padEnd(58)} ${shown(median(sorted)).padStart(9)} ${unit}  (${range})`);
}

export function printFigure(label: string, value: string): void {
  console.log(`  ${label.padEnd(58)} ${value}`);
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** @param share - 0.5 for the median, 1 for the largest */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
