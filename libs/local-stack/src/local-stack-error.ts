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

/** Something on this machine stands in the way; the text says what, and what to do about it. */
export class LocalStackError extends Error {
  constructor(
    readonly code: LocalStackErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'LocalStackError';
  }
}
