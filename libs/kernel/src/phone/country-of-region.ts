import { FRENCH_REGIONS } from './read-phone';

/** The country to which a region of the numbering plans belongs: the overseas regions of France number apart. */
export const countryOfRegion = (region: string): string => (FRENCH_REGIONS.has(region) ? 'FR' : region);
