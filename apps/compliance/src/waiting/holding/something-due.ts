import { Injectable } from '@nestjs/common';

/** Tells whoever lets held messages go that something is due before its next look. */
@Injectable()
export class SomethingDue {
  private told: (() => void) | undefined;

  tell(): void {
    this.told?.();
  }

  onTold(told: () => void): void {
    this.told = told;
  }
}
