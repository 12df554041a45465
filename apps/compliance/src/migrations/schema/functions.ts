/** Functions of triggers that keep evidence as it was written. */
export const FUNCTIONS = `
  -- Evidence that its keeper could alter proves nothing. An erasure deletes a row or removes evidence from it; a change of recipient keys
  -- gives it another key; a digest may be added once.
  CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('stopsms.erasing', true) = 'on' THEN
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'evidence' = to_jsonb(NEW) - 'evidence'
          AND to_jsonb(OLD) -> 'evidence' @> (to_jsonb(NEW) -> 'evidence') THEN RETURN NEW; END IF;
      END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('stopsms.rekeying', true) = 'on' THEN
      IF to_jsonb(OLD) - 'recipient_key' = to_jsonb(NEW) - 'recipient_key' THEN RETURN NEW; END IF;
    END IF;
    IF TG_OP = 'UPDATE' THEN
      IF to_jsonb(OLD) -> 'digest' = 'null' AND to_jsonb(OLD) - 'digest' = to_jsonb(NEW) - 'digest' THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused. A wrong consent is withdrawn by a later event.', TG_TABLE_NAME, TG_OP;
  END $$;
  CREATE OR REPLACE FUNCTION refuse_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' AND current_setting('stopsms.forgetting', true) = 'on' THEN RETURN OLD; END IF;
    RAISE EXCEPTION '% is append-only: % refused. What happened stays as it was written down.', TG_TABLE_NAME, TG_OP;
  END $$;
  CREATE OR REPLACE FUNCTION refuse_unsealing() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only: % refused. What was sealed stays sealed.', TG_TABLE_NAME, TG_OP;
  END $$;`;
