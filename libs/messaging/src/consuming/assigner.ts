import { AssignerProtocol, type PartitionAssigner } from '@stopsms/kafka-client';

// kafkajs's round robin assigns partitions topic by topic, so partition 3 of two topics may go to two replicas. This assigner
// gives partition n of every topic of the group to the same replica: the dispatcher needs all lanes of one recipient, or a
// confirmation could overtake an advert.
export const coPartitionAssigner: PartitionAssigner = ({ cluster }) => ({
  name: 'StopsmsCoPartitionAssigner',
  version: 1,

  async assign({ members, topics }) {
    const memberIds = members.map(({ memberId }) => memberId).sort();
    const assignments = new Map(memberIds.map((id) => [id, {} as Record<string, number[]>]));
    for (const topic of topics) {
      for (const { partitionId } of cluster.findTopicPartitionMetadata(topic)) {
        const owner = assignments.get(memberIds[partitionId % memberIds.length] ?? '');
        if (owner) (owner[topic] ??= []).push(partitionId);
      }
    }
    return [...assignments].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({
        version: 1,
        assignment,
        userData: Buffer.alloc(0),
      }),
    }));
  },

  protocol({ topics }) {
    return {
      name: this.name,
      metadata: AssignerProtocol.MemberMetadata.encode({ version: this.version, topics, userData: Buffer.alloc(0) }),
    };
  },
});
