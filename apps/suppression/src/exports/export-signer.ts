import { Ed25519Signer } from '@stopsms/kernel';

/** The Ed25519 key with which exports are signed (`EXPORT_SIGNING_KEY`). */
export class ExportSigner extends Ed25519Signer {}
