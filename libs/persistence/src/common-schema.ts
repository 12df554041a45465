/** Time that the simulated clock has shown. In production mode, where no clock is moved, the table stays empty. */
export const SIMULATED_CLOCK_SCHEMA = `
  CREATE TABLE shown_time (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    at timestamptz NOT NULL
  );`;

/**
 * Generation of the recipient keys of a schema, for each service that stores keys. `canary`: of the secrets it was changed with; null before
 * the first change.
 * @see docs/decisions/0031
 */
export const RECIPIENT_GENERATION_SCHEMA = `
  CREATE TABLE recipient_generation (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    generation int NOT NULL,
    canary text,
    changed_by text,
    changed_at timestamptz
  );
  INSERT INTO recipient_generation (generation) VALUES (0);`;

/**
 * Refuses a transaction that works with keys of another generation. A change of keys waits for the transactions before it; a transaction does not
 * wait for a change, which may take longer than a statement may, and is to be repeated.
 */
export const RECIPIENT_GENERATION_FUNCTIONS = `
  CREATE OR REPLACE FUNCTION hold_recipient_generation(mine int) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE current int;
  BEGIN
    IF NOT pg_try_advisory_xact_lock_shared(31031, hashtext(current_schema())) THEN
      RAISE EXCEPTION 'the recipient keys are being changed' USING ERRCODE = 'RG002';
    END IF;
    SELECT generation INTO current FROM recipient_generation;
    IF current <> mine THEN
      RAISE EXCEPTION 'recipient keys here are of generation % now, and this process works with %', current, mine
        USING ERRCODE = 'RG001';
    END IF;
  END $$;`;
