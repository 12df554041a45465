export type LocalStackErrorCode =
  | 'configuration-invalid'
  | 'already-running'
  | 'java-missing'
  | 'java-too-old'
  | 'maven-missing'
  | 'maven-failed'
  | 'port-taken'
  | 'part-not-ready'
  | 'platform-unsupported'
  | 'folder-unsafe';

/** A fault of this machine; the message says what to do about it. */
export class LocalStackError extends Error {
  constructor(
    readonly code: LocalStackErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'LocalStackError';
  }
}
