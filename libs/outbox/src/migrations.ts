import { AgeOutbox1764000020000 } from './age-outbox.migration';
import { CreateOutbox1764000000000 } from './create-outbox.migration';
import { FrameOutbox1764000021000 } from './frame-outbox.migration';

/** Each service lists these among its own: the outbox lives in the service's schema. */
export const OUTBOX_MIGRATIONS = [CreateOutbox1764000000000, AgeOutbox1764000020000, FrameOutbox1764000021000];
