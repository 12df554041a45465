import type { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Advertiser } from '@stopsms/contracts';
import { Problem } from '@stopsms/http';

/** Returns the advertiser that a request names, also one created a moment ago. @throws Problem when there is none */
export async function findAdvertiser(directory: AdvertiserDirectory, id: string): Promise<Advertiser> {
  if (!directory.get(id)) await directory.catchUp();
  const advertiser = directory.get(id);
  if (!advertiser) throw Problem.notFound('advertiser', id);
  return advertiser;
}
