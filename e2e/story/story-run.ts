import type { Story } from '@stopsms/story';
import type { Product } from '../product';

/** Product, and the story that ran on it. */
export interface StoryRun {
  product: Product;
  story: Story;
}
