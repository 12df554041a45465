import { found } from './numbers';
import type { Signal } from './signals';

const CAPITALS = 0.3;
const MIN_LETTERS = 20;
const SELLING_EMOJI = /🎁|🔥|💥|🛍|🎉|🤑|⏰|!!/u;

export function styleSignal(readable: string): Signal | undefined {
  const emoji = SELLING_EMOJI.exec(readable);
  if (emoji) return found('STYLE', emoji[0]);
  const letters = readable.match(/\p{L}/gu)?.length ?? 0;
  const capitals = readable.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= MIN_LETTERS && capitals / letters >= CAPITALS ? found('STYLE', 'capitals') : undefined;
}
