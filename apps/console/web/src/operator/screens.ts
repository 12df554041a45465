import type { Screen } from '../app/screen';

export const operatorScreens: readonly Screen[] = [];
