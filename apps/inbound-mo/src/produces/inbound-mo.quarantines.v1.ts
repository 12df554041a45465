import { type Quarantine, quarantines } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type Quarantine, quarantines };

export const quarantineRecord = (quarantine: Quarantine): Outgoing<Quarantine> => ({
  key: quarantine.moId,
  value: quarantine,
});

/** Its text keeps no advert from anybody any more. */
export const endRecord = (moId: string): Outgoing<null> => ({ key: moId, value: null });
