/** Rights as Strimzi's KafkaUser spells them. */
export interface Acl {
  resource: { type: 'topic' | 'group'; name: string; patternType: 'literal' | 'prefix' };
  operations: string[];
}

const right =
  (type: Acl['resource']['type'], patternType: Acl['resource']['patternType']) =>
  (name: string, ...operations: string[]): Acl => ({ resource: { type, name, patternType }, operations });

export const topic = right('topic', 'literal');
export const topics = right('topic', 'prefix');
export const group = right('group', 'literal');
export const groups = right('group', 'prefix');

/** A user that logs in by a password, which Strimzi makes and puts in a Secret of the same name. */
export const kafkaUser = (name: string, cluster: string, acls: Acl[]): object => ({
  apiVersion: 'kafka.strimzi.io/v1',
  kind: 'KafkaUser',
  metadata: { name: `stopsms-${name}`, labels: { 'strimzi.io/cluster': cluster } },
  spec: { authentication: { type: 'scram-sha-512' }, authorization: { type: 'simple', acls } },
});
