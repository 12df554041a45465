/** Step of a probability in percent: a person who decides needs how sure the first reading is, not a figure. */
export function scoreStep(percent: number): 'veryHigh' | 'high' | 'low' | 'veryLow' {
  if (percent >= 90) return 'veryHigh';
  if (percent >= 50) return 'high';
  return percent >= 10 ? 'low' : 'veryLow';
}
