export { AgeOutbox1764000020000 } from './age-outbox.migration';
export { CreateOutbox1764000000000 } from './create-outbox.migration';
export { type FollowUp, Outbox, type OutboxRecord } from './outbox';
export { OutboxModule } from './outbox.module';
export { OutboxRoom } from './outbox-room';
export { Relay } from './relay';
