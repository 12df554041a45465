import { Module } from '@nestjs/common';
import { LOG, type Log } from '@stopsms/service';
import { SETTINGS, type Settings } from '../settings/settings';
import { SendWindowsController } from './hours/send-windows.controller';
import { LoadedPacks, announceRulePacks } from './packs/load-rule-packs';
import { TextLanguages } from './text/text-languages';

const PROVIDERS = [
  {
    provide: LoadedPacks,
    useFactory: (log: Log, { RULE_PACKS_DIR }: Settings) => announceRulePacks(log, RULE_PACKS_DIR),
    inject: [LOG, SETTINGS],
  },
  TextLanguages,
];

/** Law and text: rule packs, send windows, what a text is. It keeps no table but how a text was read. */
@Module({
  controllers: [SendWindowsController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class RulesModule {}
