import { gatewayOutcomes, gatewayReplies, gatewayRequests, optOutKey, optOuts, topology } from '.';

describe('the topology', () => {
  it('names topics <owner>.<fact>.v<major>, each once', () => {
    const names = topology.map(({ topic }) => topic.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z-]+\.[a-z-]+\.v\d+(\.gateway)?$/);
    expect(names.filter((name) => name.endsWith('.gateway'))).toEqual([
      gatewayRequests.name,
      gatewayOutcomes.name,
      gatewayReplies.name,
    ]);
  });

  it('lets only the owner write, except on public topics and on that of the gateway', () => {
    for (const { topic, writer, open } of topology) {
      if (!open && topic !== gatewayRequests) expect(topic.name.split('.')[0]).toBe(writer);
    }
  });

  it('co-partitions the lanes and the journal with the opt-outs', () => {
    const lanes = [
      'compliance.cleared-marketing.v1',
      'compliance.cleared-informative.v1',
      'notification.messages.v1',
      'dispatcher.journal.v1',
      'dispatcher.message-status.v1',
    ];
    const counts = topology.filter(({ topic }) => lanes.includes(topic.name)).map(({ topic }) => topic.partitions);
    expect(counts).toEqual(lanes.map(() => optOuts.partitions));
  });

  it('compacts opt-outs, number states, advertisers, controls and quarantines, and nothing else', () => {
    const compacted = topology.filter(({ topic }) => topic.cleanup.policy === 'compact').map(({ topic }) => topic.name);
    expect(compacted).toEqual([
      'campaign.advertisers.v1',
      'campaign.controls.v1',
      'inbound-mo.quarantines.v1',
      'suppression.opt-outs.v1',
      'suppression.number-states.v1',
    ]);
  });

  it('partitions an opt-out by its recipient alone, whatever the scope', () => {
    const recipientKey = 'A'.repeat(22);
    expect(optOuts.partitionBy?.(optOutKey(recipientKey, '*'))).toBe(recipientKey);
    expect(optOuts.partitionBy?.(optOutKey(recipientKey, 'a:b/c'))).toBe(recipientKey);
  });
});
