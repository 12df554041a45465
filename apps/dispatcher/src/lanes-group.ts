/**
 * One consumer for the three lanes: partition n of each goes to the same replica, which a confirmation's wait for the
 * recipient's adverts needs. Few records at a time, since an operator may take 20 a second.
 */
export const LANES_GROUP = { group: 'lanes', maxRecords: 100 };
