import { startSharedParts } from './shared-parts';

export default startSharedParts;
