import { Injectable } from '@nestjs/common';

/** Notifies the worker that releases held messages that something is due before its next turn. */
@Injectable()
export class SomethingDue {
  private listener: (() => void) | undefined;

  notify(): void {
    this.listener?.();
  }

  onDue(listener: () => void): void {
    this.listener = listener;
  }
}
