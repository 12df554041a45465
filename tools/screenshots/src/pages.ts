/** One page of the console as one person sees it. */
export interface ScreenshotPage {
  /** Of its files, and in docs/console.md. */
  name: string;
  /** At the identity provider for development. */
  person: 'ada' | 'otto' | 'rita' | 'aude' | 'mark';
  path: string;
}

/** Which pages there are pictures of. A page that is added here is pictured with the next `npm run screenshots`. */
export const PAGES: readonly ScreenshotPage[] = [
  { name: 'home', person: 'ada', path: '/' },
  { name: 'campaigns', person: 'mark', path: '/campaigns' },
  { name: 'new-campaign', person: 'mark', path: '/campaigns/new' },
  { name: 'address-books', person: 'mark', path: '/address-books' },
  { name: 'replies', person: 'mark', path: '/replies' },
  { name: 'statistics', person: 'mark', path: '/statistics' },
  { name: 'reviewer', person: 'rita', path: '/' },
  { name: 'auditor', person: 'aude', path: '/' },
  { name: 'operator', person: 'otto', path: '/' },
];

export const SCHEMES = ['light', 'dark'] as const;

/** A desk and a telephone, in CSS pixels. */
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;
