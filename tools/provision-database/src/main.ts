import { provisionDatabase } from '@stopsms/persistence';
import { PlanError, planFrom } from './plan';

/** Run before the services first start, and again whenever a password changes. */
async function main(): Promise<void> {
  const plan = planFrom(process.env);
  await provisionDatabase(plan);
  console.log(`Database ${plan.database}: ${Object.keys(plan.roles).join(', ')} have their role and schema.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof PlanError ? error.message : `The database cannot be provisioned: ${String(error)}`);
  process.exitCode = 1;
});
