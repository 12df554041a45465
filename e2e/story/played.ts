import type { Story } from '@stopsms/story';
import type { Product } from '../product';

/** Product on which the story was played. */
export interface Played {
  product: Product;
  story: Story;
}
