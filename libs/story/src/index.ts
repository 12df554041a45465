export { ApiError } from './api';
export { type CampaignRun, type Counts, brokenSums } from './campaigns';
export { IMPORTED, OVERSEAS, WITHOUT_CONSENT } from './contacts';
export { type Received, inbox, inboxOf, reply } from './handsets';
export { REPLIES } from './replies';
export { type Story, runStory } from './run-story';
export { StoryStopped } from './story-stopped';
export { Tap, type Tapped } from './tap';
