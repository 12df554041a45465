export { OUTBOX_SCHEMA } from './outbox-schema';
export { type FollowUp, Outbox, type OutboxRecord } from './outbox';
export { OutboxModule } from './outbox.module';
export { OutboxCapacity } from './outbox-capacity';
export { Relay } from './relay';
