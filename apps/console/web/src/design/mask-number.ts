/** A number as shown without a recorded view: its country and its last two digits. A masked one of the server stays unchanged. */
export function maskNumber(number: string): string {
  if (/[^+\d\s]/.test(number)) return number;
  const digits = number.replace(/\s/g, '');
  if (digits.length < 6) return '•'.repeat(digits.length);
  return `${digits.slice(0, 3)} •• •• •• ${digits.slice(-2)}`;
}

/** Formats a number in pairs of digits after its country code, as people read it aloud. */
export function spaceNumber(number: string): string {
  if (!/^\+33\d{9}$/.test(number)) return number;
  return `+33 ${number[3] ?? ''} ${(number.slice(4).match(/../g) ?? []).join(' ')}`;
}
