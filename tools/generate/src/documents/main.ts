import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openApiDocuments } from '../openapi/services';
import { DOCUMENTS_FOLDER, documentFiles } from './files';

// Writes the OpenAPI document of each service and the AsyncAPI document of the topics: a part of every build.

async function main(): Promise<void> {
  await rm(DOCUMENTS_FOLDER, { recursive: true, force: true });
  for (const [file, content] of documentFiles(await openApiDocuments())) {
    const path = join(DOCUMENTS_FOLDER, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
