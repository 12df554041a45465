import { type DynamicModule, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from './settings';

/** Provides the settings to every module. */
@Module({})
export class SettingsModule {
  static with(settings: Settings): DynamicModule {
    const provider = { provide: SETTINGS, useValue: settings };
    return { module: SettingsModule, global: true, providers: [provider], exports: [provider] };
  }
}
