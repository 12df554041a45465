import type { Screen } from '../app/screen';

export const reviewerScreens: readonly Screen[] = [];
