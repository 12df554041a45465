export { OUTBOX_MIGRATIONS } from './migrations';
export { type FollowUp, Outbox, type OutboxRecord } from './outbox';
export { OutboxModule } from './outbox.module';
export { OutboxRoom } from './outbox-room';
export { Relay } from './relay';
