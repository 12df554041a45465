import { Module } from '@nestjs/common';
import { FingerprintView } from './fingerprint-view';
import { Freshness } from './freshness';
import { OptOutView } from './opt-out-view';
import { SnapshotKeeper } from './snapshot-keeper';
import { TopicIdentity } from './topic-identity';
import { UnreadableRecords } from './unreadable-records';
import { ViewController } from './view.controller';

@Module({
  controllers: [ViewController],
  providers: [
    { provide: FingerprintView, useFactory: () => new FingerprintView() },
    { provide: OptOutView, useExisting: FingerprintView },
    TopicIdentity,
    UnreadableRecords,
    SnapshotKeeper,
    Freshness,
  ],
  exports: [OptOutView, TopicIdentity, UnreadableRecords, SnapshotKeeper, Freshness],
})
export class ViewModule {}
