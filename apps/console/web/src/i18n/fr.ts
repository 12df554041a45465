import type { Words } from './words';

export const words = import.meta.glob<Words>('./fr/*.json', { import: 'default', eager: true });
