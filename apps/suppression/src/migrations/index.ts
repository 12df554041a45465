import { OUTBOX_MIGRATIONS } from '@stopsms/outbox';
import {
  type MigrationClass,
  RecipientGeneration1764000032000,
  RecordShownTime1764000023000,
} from '@stopsms/persistence';
import { CreateAbuseReports1764000002000 } from './create-abuse-reports.migration';
import { CreateErasures1764000012000 } from './create-erasures.migration';
import { CreateEvidence1764000052000 } from './create-evidence.migration';
import { CreateExports1764000011000 } from './create-exports.migration';
import { CreateNumberStates1764000013000 } from './create-number-states.migration';
import { CreateOptOuts1764000001000 } from './create-opt-outs.migration';
import { CreateRepublications1764000021000 } from './create-republications.migration';
import { DateAcceptance1764000070000 } from './date-acceptance.migration';
import { IndexOptOutsByScope1764000010000 } from './index-opt-outs-by-scope.migration';
import { MatchAbuseReports1764000015000 } from './match-abuse-reports.migration';
import { MoveLists1764000032100 } from './move-lists.migration';
import { NameWhoChanges1764000028000 } from './name-who-changes.migration';
import { RepeatErasures1764000073000 } from './repeat-erasures.migration';
import { ResolveAbuseReports1764000014000 } from './resolve-abuse-reports.migration';

/** Those of this service with those of the libraries whose tables it has. They run in the order of the number in their name. */
export const MIGRATIONS: MigrationClass[] = [
  ...OUTBOX_MIGRATIONS,
  CreateOptOuts1764000001000,
  CreateAbuseReports1764000002000,
  IndexOptOutsByScope1764000010000,
  CreateExports1764000011000,
  CreateErasures1764000012000,
  CreateNumberStates1764000013000,
  ResolveAbuseReports1764000014000,
  MatchAbuseReports1764000015000,
  CreateRepublications1764000021000,
  RecordShownTime1764000023000,
  NameWhoChanges1764000028000,
  RecipientGeneration1764000032000,
  MoveLists1764000032100,
  CreateEvidence1764000052000,
  DateAcceptance1764000070000,
  RepeatErasures1764000073000,
];
