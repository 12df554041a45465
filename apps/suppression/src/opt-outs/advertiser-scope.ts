import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Advertiser } from '@stopsms/contracts';
import { Problem } from '@stopsms/http';
import { ALL_ADVERTISERS, UUID } from '@stopsms/kernel';
import { z } from 'zod';
import { SCOPE } from './scope';

export const advertiserId = z.string().regex(UUID, 'must be an advertiser id (UUID)');
export const scope = z.string().regex(SCOPE, 'must be *, an advertiser id, or <advertiser id>/<stream>');

/** Candidates that a refusal names. */
const NAMED = 5;

/**
 * @param wanted - its id, or its name, whatever the capitals, where no other has it
 * @throws Problem 404 when nobody created it, 409 when several have that name
 */
export async function advertiserMeant(directory: AdvertiserDirectory, wanted: string): Promise<Advertiser> {
  const known = directory.get(wanted.toLowerCase());
  if (known) return known;
  await directory.catchUp();
  const created = directory.get(wanted.toLowerCase());
  if (created) return created;
  const name = plain(wanted);
  const [one, ...others] = directory.all().filter((advertiser) => plain(advertiser.name) === name);
  if (!one) throw Problem.notFound('advertiser', wanted);
  if (others.length === 0) return one;
  const candidates = [one, ...others].map(({ id, legalName }) => `${id} (${legalName})`);
  const more = candidates.length > NAMED ? ` and ${candidates.length - NAMED} more` : '';
  throw new Problem(
    'advertiser-ambiguous',
    `Several advertisers are called ${one.name}: ${candidates.slice(0, NAMED).join(', ')}${more}. Send the id of one of them.`,
  );
}

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** @throws Problem 404 when the scope is of an advertiser that nobody created */
export async function refuseUnknown(directory: AdvertiserDirectory, wanted: string): Promise<void> {
  const [id = ''] = wanted.split('/');
  if (wanted === ALL_ADVERTISERS || directory.get(id)) return;
  await directory.catchUp();
  if (!directory.get(id)) throw Problem.notFound('advertiser', id);
}
