export { answering, optedOutHandsets } from './answers';
export { type CampaignRun, type Counts, brokenSums } from './campaigns';
export { SHORT_CODE } from './cast';
export { IMPORTED, OVERSEAS, WITHOUT_CONSENT, handset, overseasHandset } from './contacts';
export { type Received, inbox, reply } from './handsets';
export { REPLIES } from './replies';
export { type Story, runStory } from './run-story';
export { Tap, type Tapped } from './tap';
export { until } from './until';
