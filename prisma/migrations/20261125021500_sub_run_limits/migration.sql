-- What a sub-run may use at most: what is left of its parent's limits when it starts. Null for other runs.
ALTER TABLE "run" ADD COLUMN "limits" JSONB;

-- A run that is over asks nobody any more.
CREATE FUNCTION close_questions() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE public.approval SET state = 'expired' WHERE tenant_id = NEW.tenant_id AND run_id = NEW.id AND state = 'pending';
  RETURN NULL;
END $$;
CREATE TRIGGER close_questions AFTER UPDATE OF ended_at ON run FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION close_questions();
