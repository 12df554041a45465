import type { RunningService } from '@stopsms/bootstrap';
import { eventually } from '@stopsms/testing';
import { getJson } from './bed';

interface Listed {
  id: string;
  changeId: string;
  state: string;
  attempts: number;
  result?: string;
  scope: string;
}

/** Lists an advertiser's webhook calls, latest first. */
export const deliveries = async ({ url }: RunningService, advertiserId: string): Promise<Listed[]> =>
  (await getJson<{ items: Listed[] }>(`${url}/v1/webhook-deliveries?advertiserId=${advertiserId}`)).items;

/** The advertiser's first call to reach `state`. */
export const delivery = (state: string, service: RunningService, advertiserId: string): Promise<Listed> =>
  eventually(`a webhook call is ${state}`, async () =>
    (await deliveries(service, advertiserId)).find((each) => each.state === state),
  );
