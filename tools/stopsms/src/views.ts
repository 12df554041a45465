import { optOuts } from '@stopsms/contracts';
import type { Admin } from '@stopsms/kafka-client';
import { askWell } from './service-client';
import type { Settings } from './settings';

export interface OptOutView {
  url: string;
  ready: boolean;
  problem?: string;
  entries?: number;
  bytes?: number;
  /** Next offset by partition. */
  offsets?: Record<string, string>;
  heartbeatAgeMs?: number | null;
  snapshot?: { restored: boolean; reason?: string; writtenAt?: string };
  /** Records of the topic it has not read; one or two are usual, since heartbeats come all the time. */
  behind?: number;
}

/** End of the opt-out topic; undefined while it is lost, which the views then report. */
export async function endsOf(admin: Admin): Promise<{ partition: number; high: string }[]> {
  return (await admin.listTopics()).includes(optOuts.name) ? admin.fetchTopicOffsets(optOuts.name) : [];
}

/** View of each dispatcher; one that does not respond is not ready and has a reason. */
export function viewsOf(settings: Settings, ends: { partition: number; high: string }[]): Promise<OptOutView[]> {
  const dispatchers = settings.replicas.filter(({ service }) => service === 'dispatcher');
  return Promise.all(
    dispatchers.map(async (replica) => {
      try {
        const body = await askWell<OptOutView>(settings, replica, '/v1/view');
        const behind = ends.map(({ partition, high }) =>
          Math.max(0, Number(high) - Number(body.offsets?.[partition] ?? 0)),
        );
        return {
          ...body,
          url: replica.url,
          ready: body.ready === true,
          behind: behind.reduce((sum, each) => sum + each, 0),
        };
      } catch (error) {
        return { url: replica.url, ready: false, problem: (error as Error).message };
      }
    }),
  );
}
