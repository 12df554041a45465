import type { Advertiser } from '@stopsms/contracts';

/** An advertiser with the caps by which its adverts wait; its own alone can change while they do. */
export const cappedBy = ({ id, frequencyCaps = [] }: Pick<Advertiser, 'id' | 'frequencyCaps'>): string =>
  [id, ...frequencyCaps.map(({ adverts, hours }) => `${adverts}/${hours}`)].join(' ');

export const advertiserIn = (name: string): string => name.split(' ')[0] ?? '';
