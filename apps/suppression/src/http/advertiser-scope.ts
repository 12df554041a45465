import { AdvertiserDirectory, Problem } from '@stopsms/service-kit';
import { z } from 'zod';
import { SCOPE } from '../domain/listed-opt-out';

const EVERYONE = '*';

export const advertiserId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be an advertiser id (UUID)');
export const scope = z.string().regex(SCOPE, 'must be *, an advertiser id, or <advertiser id>/<stream>');

/** @throws Problem 404 when the scope is of an advertiser that nobody created */
export async function refuseUnknown(directory: AdvertiserDirectory, wanted: string): Promise<void> {
  const [id = ''] = wanted.split('/');
  if (wanted === EVERYONE || directory.get(id)) return;
  await directory.catchUp();
  if (!directory.get(id)) throw Problem.notFound('advertiser', id);
}
