import { STATUS_CODES } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { liftExamples } from './examples';
import { operationId } from './operation-id';
import { addRefusals, operationsOf } from './refusals';
import { ADVERTISER_KEY, OPERATOR_KEY, PERSON } from './security-schemes';

/** Issuer in documents that are generated without a running service. */
const ANY_ISSUER = 'https://identity.example.com';

/** Returns the OpenAPI 3.1 document of a service. @param issuer - the OpenID Connect provider */
export function documentOf(
  app: INestApplication,
  name: string,
  description: string,
  issuer = ANY_ISSUER,
): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`STOP SMS ${name}`)
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'The service that returned this document')
    .addSecurity(OPERATOR_KEY, { type: 'http', scheme: 'bearer', description: 'API key of OPERATOR_KEYS.' })
    .addSecurity(PERSON, {
      type: 'openIdConnect',
      openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      description: 'Access token of the provider at OIDC_ISSUER, sent as a bearer token.',
    })
    .addSecurityRequirements(OPERATOR_KEY)
    .build();
  const document = cleanupOpenApiDoc(
    SwaggerModule.createDocument(app, about, {
      operationIdFactory: (controller, method) => operationId(controller, method),
    }),
  );
  // By name: the order of modules is no part of the interface.
  document.paths = byName(document.paths);
  if (document.components?.schemas) document.components.schemas = byName(document.components.schemas);
  const isForAdvertisers = operationsOf(document).some(({ security }) =>
    security?.some((each) => ADVERTISER_KEY in each),
  );
  if (isForAdvertisers) document.components = withAdvertiserKey(document.components);
  addRefusals(document);
  liftExamples(document);
  for (const { responses } of operationsOf(document)) {
    for (const [status, response] of Object.entries(responses)) {
      if (response && 'description' in response && response.description === '')
        response.description = STATUS_CODES[status] ?? '';
    }
  }
  return document;
}

const byName = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const withAdvertiserKey = (components: OpenAPIObject['components']): NonNullable<OpenAPIObject['components']> => ({
  ...components,
  securitySchemes: {
    ...components?.securitySchemes,
    [ADVERTISER_KEY]: { type: 'http', scheme: 'bearer', description: 'API key of an advertiser, for its own data.' },
  },
});
