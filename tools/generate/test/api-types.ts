import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import ts from 'typescript';
import type { Manifest } from './built-manifests';

// The API's schemas as TypeScript types: a literal that is assigned to one is refused for an unknown field, a missing one or a
// wrong value, at any depth, which the schemas by themselves let pass.

const PACKAGES: Record<string, string> = {
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};

const closed = { additionalProperties: false };
const literals = (...values: string[]) => Type.Union(values.map((value) => Type.Literal(value)));
const references = (reference: 'configMap' | 'secret') =>
  Type.Array(Type.Object({ parameter: Type.String(), name: Type.String(), key: Type.String() }, closed), {
    description: reference,
  });
const operations = literals('Read', 'Write', 'Describe', 'DescribeConfigs', 'Delete');

const name = Type.Object({ name: Type.String() }, closed);
const path = Type.Object({ type: literals('PathPrefix', 'Exact'), value: Type.String({ pattern: '^/' }) }, closed);

/** The part that we use of what no package has types for, or not the field we need. */
const OWN: Record<string, ReturnType<typeof Type.Object>> = {
  KafkaTopic: Type.Object(
    {
      partitions: Type.Integer({ minimum: 1 }),
      replicas: Type.Integer({ minimum: 1, maximum: 32_767 }),
      config: Type.Record(Type.String(), Type.String()),
    },
    closed,
  ),
  KafkaUser: Type.Object(
    {
      authentication: Type.Object({ type: Type.Literal('scram-sha-512') }, closed),
      authorization: Type.Object(
        {
          type: Type.Literal('simple'),
          acls: Type.Array(
            Type.Object(
              {
                resource: Type.Object(
                  { type: literals('topic', 'group'), name: Type.String(), patternType: literals('literal', 'prefix') },
                  closed,
                ),
                operations: Type.Array(operations, { minItems: 1 }),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
    closed,
  ),
  TriggerAuthentication: Type.Object(
    { configMapTargetRef: references('configMap'), secretTargetRef: references('secret') },
    closed,
  ),
  ExternalSecret: Type.Object(
    {
      refreshInterval: Type.String({ pattern: '^\\d+[hms]$' }),
      secretStoreRef: Type.Object({ kind: literals('ClusterSecretStore', 'SecretStore'), name: Type.String() }, closed),
      dataFrom: Type.Array(Type.Object({ extract: Type.Object({ key: Type.String() }, closed) }, closed)),
    },
    closed,
  ),
  Gateway: Type.Object(
    {
      gatewayClassName: Type.String({ minLength: 1 }),
      listeners: Type.Array(
        Type.Object(
          {
            name: Type.String(),
            hostname: Type.Optional(Type.String()),
            port: Type.Integer({ minimum: 1, maximum: 65_535 }),
            protocol: literals('HTTP', 'HTTPS'),
            tls: Type.Optional(Type.Object({ certificateRefs: Type.Array(name, { minItems: 1 }) }, closed)),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  HTTPRoute: Type.Object(
    {
      parentRefs: Type.Array(Type.Object({ name: Type.String(), sectionName: Type.String() }, closed)),
      rules: Type.Array(
        Type.Object(
          {
            matches: Type.Optional(Type.Array(Type.Object({ path }, closed))),
            filters: Type.Optional(
              Type.Array(
                Type.Object(
                  {
                    type: Type.Literal('RequestRedirect'),
                    requestRedirect: Type.Object({ scheme: Type.String(), statusCode: Type.Integer() }, closed),
                  },
                  closed,
                ),
              ),
            ),
            backendRefs: Type.Optional(Type.Array(Type.Object({ name: Type.String(), port: Type.Integer() }, closed))),
            timeouts: Type.Optional(Type.Object({ request: Type.String({ pattern: '^\\d+(s|ms|m|h)$' }) }, closed)),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
};

/** Kinds of a test cluster alone, which its operator checks when they are applied. */
const UNCHECKED = ['Kafka', 'KafkaNodePool'];

/** @returns what is wrong, by resource; empty when the API would take all of it */
export function misfits(manifests: Manifest[]): string[] {
  const checked = manifests.filter(({ kind }) => !UNCHECKED.includes(kind));
  return [
    ...checked.flatMap(({ kind, metadata, spec }) =>
      OWN[kind]
        ? [...Value.Errors(OWN[kind], spec)].map(({ path, message }) => `${kind} ${metadata.name}${path}: ${message}`)
        : [],
    ),
    ...againstTypes(checked.filter(({ kind }) => !OWN[kind])),
  ];
}

function againstTypes(manifests: Manifest[]): string[] {
  const file = join(__dirname, 'manifests-as-literals.ts');
  const source = ts.createSourceFile(file, manifests.map(asLiteral).join('\n'), ts.ScriptTarget.ES2022);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
    module: ts.ModuleKind.Preserve,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) => (name === file ? source : getSourceFile.call(host, name, ...rest));
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(({ start = 0, messageText }) => {
    const line = source.getLineAndCharacterOfPosition(start).line;
    const { kind, metadata } = manifests[line] as Manifest;
    return `${kind} ${metadata.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** One line per operation, so that a line identifies it. */
function asLiteral(manifest: Manifest, index: number): string {
  const [version = '', group = ''] = manifest.apiVersion.split('/').reverse();
  const path = [PACKAGES[group] ?? 'kubernetes-models', ...(group ? [group] : []), version, manifest.kind].join('/');
  return `export const m${index}: import('${path}').I${manifest.kind} = ${JSON.stringify(manifest)};`;
}
