import type { DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from './settings';

/** Gives every module of this service its settings. */
export class SettingsModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
