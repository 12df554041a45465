/** Owner of a certificate, and the settings to correct it. */
export interface CertificateOf {
  /** `broker`, `server` */
  end: string;
  /** The settings whose names it must be for. */
  namedIn: string;
  /** Asks for the CA, naming the setting. */
  giveCa: string;
}

/**
 * Explains the fault of a certificate that a TLS client received, and its remedy.
 * @param code - Node's `error.code`
 * @returns undefined when the code concerns no certificate
 */
export function certificateFault(code: string, { end, namedIn, giveCa }: CertificateOf): string | undefined {
  const certificate = `the ${end}’s certificate`;
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `${certificate} has expired. Renew it on the ${end}.`;
    case 'CERT_NOT_YET_VALID':
      return `${certificate} is not valid yet. Check the clocks and the certificate.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `${certificate} is for another name. Use a name of the certificate in ${namedIn}, or issue one with this name.`;
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `${certificate} is signed by a CA that is not trusted here. ${giveCa}`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `${certificate} is self-signed and not trusted here. ${giveCa}`;
    default:
      return undefined;
  }
}
