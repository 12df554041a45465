import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, type Admin, ResourcePatternTypes } from 'kafkajs';
import { parse, parseAllDocuments } from 'yaml';

// The rights that k8s/ gives, as Strimzi would apply them to the broker.

const K8S = join(__dirname, '../../../../k8s');

interface Right {
  resource: { type: 'topic' | 'group'; name: string; patternType: 'literal' | 'prefix' };
  operations: string[];
}
interface KafkaUser {
  kind: string;
  metadata: { name: string };
  spec: { authorization: { acls: Right[] } };
}

const OPERATIONS: Record<string, AclOperationTypes> = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Delete: AclOperationTypes.DELETE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
};

/** To all users of the production overlay: services, publishers, and what compliance may do on publishers' topics. */
export async function grantRights(admin: Admin): Promise<void> {
  const overlay = join(K8S, 'overlays/production/kafka/generated');
  const users = [join(K8S, 'kafka/generated/users.yaml'), join(overlay, 'publishers.yaml')].flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KafkaUser),
  );
  const added = parse(readFileSync(join(overlay, 'compliance-rights.yaml'), 'utf8')) as { value: Right }[];
  const rights = [
    ...users
      .filter(({ kind }) => kind === 'KafkaUser')
      .map(({ metadata, spec }) => [metadata.name, spec.authorization.acls] as const),
    ['stopsms-compliance', added.map(({ value }) => value)] as const,
  ];
  const acl = rights.flatMap(([user, acls]) =>
    acls.flatMap(({ resource: { type, name, patternType }, operations }) =>
      operations.map((operation) => ({
        principal: `User:${user}`,
        host: '*',
        resourceType: type === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
        resourceName: name,
        resourcePatternType: patternType === 'prefix' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
        operation: OPERATIONS[operation] ?? AclOperationTypes.UNKNOWN,
        permissionType: AclPermissionTypes.ALLOW,
      })),
    ),
  );
  await admin.createAcls({ acl });
}
