import 'reflect-metadata';
import { type ServiceDefinition, describeService } from '@stopsms/bootstrap';
import { campaign } from '../../../../apps/campaign/src/app.module';
import { compliance } from '../../../../apps/compliance/src/app.module';
import { dispatcher } from '../../../../apps/dispatcher/src/app.module';
import { gateway } from '../../../../apps/gateway/src/app.module';
import { inboundMo } from '../../../../apps/inbound-mo/src/app.module';
import { notification } from '../../../../apps/notification/src/app.module';
import { suppression } from '../../../../apps/suppression/src/app.module';

type Document = Awaited<ReturnType<typeof describeService>>;

/** Every service that has routes. */
export const SERVICE_DEFINITIONS = [
  campaign,
  compliance,
  dispatcher,
  gateway,
  inboundMo,
  notification,
  suppression,
] as ServiceDefinition[];

/** The OpenAPI document of every service, by name; nothing is started for it. */
export async function openApiDocuments(): Promise<[name: string, document: Document][]> {
  const documents: [string, Document][] = [];
  for (const each of SERVICE_DEFINITIONS) documents.push([each.name, await describeService(each)]);
  return documents;
}
