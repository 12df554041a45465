/** Rows to write, and keys to delete, as one transaction. */
export interface Changes {
  puts: [key: string, value: string][];
  deletes?: string[];
}

/** Embedded store whose keys are ordered by their bytes. What is written together is there together after a crash, or not at all. */
export interface OrderedStore {
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>;
  /** Rows from `start` on, before `end`. */
  range(start: string, end: string): Promise<[key: string, value: string][]>;
  /** Resolves when it is visible; a loss of power may lose the latest transactions, never one of the middle. */
  write(changes: Changes): Promise<void>;
  /** Resolves once all that was written is on the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
