import type { CampaignState } from '../parts';

export const COLOUR: Record<CampaignState, string> = {
  draft: 'gray',
  scheduled: 'blue',
  running: 'green',
  paused: 'orange',
  completed: 'indigo',
  cancelled: 'red',
};
