import { LOW_LATENCY } from '@stopsms/messaging';
import { type Topic, clearedInformative, clearedMarketing, notificationMessages } from '@stopsms/contracts';

/** Lanes by priority at the operator. */
export const LANES = ['service', 'informative', 'marketing'] as const;
export type Lane = (typeof LANES)[number];

export const LANE_TOPICS: Record<Lane, Topic> = {
  service: notificationMessages,
  informative: clearedInformative,
  marketing: clearedMarketing,
};

/**
 * One consumer for the three lanes: partition n of each is assigned to the same replica, because a confirmation waits for the
 * recipient's adverts. Batches are a frame: an operator may take 20 a second, and gets them in chunks of its window.
 */
export const LANES_GROUP = { group: 'lanes', maxRecords: 250, ...LOW_LATENCY };
