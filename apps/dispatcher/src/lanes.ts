import { LOW_LATENCY } from '@stopsms/messaging';
import { type Topic, clearedInformative, clearedMarketing, notificationMessages } from '@stopsms/contracts';

/** The order in which the operator's places are given out. */
export const LANES = ['service', 'informative', 'marketing'] as const;
export type Lane = (typeof LANES)[number];

export const LANE_TOPICS: Record<Lane, Topic> = {
  service: notificationMessages,
  informative: clearedInformative,
  marketing: clearedMarketing,
};

/**
 * One consumer for the three lanes: partition n of each goes to the same replica, which a confirmation's wait for the
 * recipient's adverts needs. Few records at a time, since an operator may take 20 a second.
 */
export const LANES_GROUP = { group: 'lanes', maxRecords: 100, ...LOW_LATENCY };
