import type { Words } from './words';

export const words = import.meta.glob<Words>('./en/*.json', { import: 'default', eager: true });
