import { Undecodable } from '../undecodable-batch';

/** Maximum size of the decompressed records of a batch. Clients fill a batch with at most 1 MB before they compress it. */
export const MAX_INFLATED = 8 * 1_048_576;

export const tooLarge = () => new Undecodable(`it inflates to more than ${MAX_INFLATED} octets`);
