import { Problem } from '@stopsms/http';
import type { ExportSigner } from './export-signer';

/** @throws Problem 503 where nothing can be signed */
export function needSigner(signer: ExportSigner | null): ExportSigner {
  if (signer) return signer;
  const detail = 'EXPORT_SIGNING_KEY is not set, so nothing can be signed. Set it and restart the service.';
  throw new Problem('export-key-missing', detail);
}
