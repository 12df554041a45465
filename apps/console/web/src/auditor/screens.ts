import type { Screen } from '../app/screen';

export const auditorScreens: readonly Screen[] = [];
