import { type DynamicModule, Module, type ValueProvider } from '@nestjs/common';

/** Provides values of settings to every module of a service. */
@Module({})
export class SettingsModule {
  static forRoot(values: ValueProvider[]): DynamicModule {
    return { module: SettingsModule, global: true, providers: values, exports: values.map(({ provide }) => provide) };
  }
}
