-- Runs that wait without a worker, what wakes them, and sub-runs (docs/decisions/0020).
ALTER TABLE "run" ADD COLUMN "parked_reason" TEXT,
  ADD COLUMN "wake_at" TIMESTAMPTZ(3),
  ADD COLUMN "nudges" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "parent_run_id" UUID,
  ADD COLUMN "parent_step_key" TEXT,
  ADD COLUMN "depth" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "run_tenant_id_parent_run_id_idx" ON "run"("tenant_id", "parent_run_id");
CREATE INDEX "run_status_wake_at_idx" ON "run"("status", "wake_at");

CREATE TABLE "signal" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_seq" INTEGER,
    CONSTRAINT "signal_pkey" PRIMARY KEY ("tenant_id","run_id","name","key")
);

CREATE TABLE "approval" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "args_hash" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "role" TEXT,
    "users" TEXT[],
    "exclude_starter" BOOLEAN NOT NULL DEFAULT false,
    "form" JSONB,
    "requested_by" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "comment" TEXT,
    "form_values" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    CONSTRAINT "approval_pkey" PRIMARY KEY ("tenant_id","id")
);
CREATE INDEX "approval_tenant_id_state_created_at_idx" ON "approval"("tenant_id", "state", "created_at" DESC);
CREATE UNIQUE INDEX "approval_tenant_id_run_id_step_key_kind_args_hash_key" ON "approval"("tenant_id", "run_id", "step_key", "kind", "args_hash");

SELECT isolate_table('signal');
SELECT isolate_table('approval');
GRANT SELECT, INSERT, UPDATE, DELETE ON "signal", "approval" TO slip_app, slip_worker;

ALTER TABLE obs.run ADD COLUMN parked_reason text;

-- Something was brought to a run from outside: a parked one is queued, a running one looks at it, a finished one stays.
-- Security invoker; the caller's transaction has set the tenant.
CREATE FUNCTION wake_run(of_tenant uuid, of_run uuid) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE public.run SET nudges = nudges + 1, status = CASE WHEN status = 'parked' THEN 'queued' ELSE status END,
         parked_reason = NULL, wake_at = NULL
   WHERE tenant_id = of_tenant AND id = of_run AND status IN ('queued', 'running', 'parked');
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM pg_notify('slipway_run', of_tenant::text || ':' || of_run::text);
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION wake_run(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wake_run(uuid, uuid) TO slip_app, slip_worker;

-- Asks the unfinished sub-runs of a run (of one step, or of all) to end.
CREATE FUNCTION cancel_sub_runs(of_tenant uuid, of_run uuid, of_step text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE child uuid;
BEGIN
  FOR child IN
    UPDATE public.run SET cancel_requested_at = coalesce(cancel_requested_at, now()), nudges = nudges + 1,
           status = CASE WHEN status = 'parked' THEN 'queued' ELSE status END, parked_reason = NULL, wake_at = NULL
     WHERE tenant_id = of_tenant AND parent_run_id = of_run AND status IN ('queued', 'running', 'parked')
       AND (of_step IS NULL OR parent_step_key = of_step)
    RETURNING id
  LOOP
    PERFORM pg_notify('slipway_cancel', child::text);
    PERFORM pg_notify('slipway_run', of_tenant::text || ':' || child::text);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION cancel_sub_runs(uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cancel_sub_runs(uuid, uuid, text) TO slip_app, slip_worker;

-- The hot path of the runtime in one round trip, as before, and what parking and sub-runs add: a run does not park over
-- something that came after `seen_nudges` (it is queued again instead); an end wakes the parent and ends the sub-runs.
-- Rows are locked from the parent down.
DROP FUNCTION journal_append(uuid, uuid, int, int, text[], text[], text[], jsonb[], text, jsonb, jsonb, int, int, int, int, bigint, text[], boolean, timestamptz, int);
CREATE FUNCTION journal_append(
  of_tenant uuid, of_run uuid, of_epoch int, first_seq int,
  kinds text[], nodes text[], paths text[], payloads jsonb[],
  new_status text, new_output jsonb, new_error jsonb, new_steps int, new_attempts int, new_input_tokens int,
  new_output_tokens int, new_cost_micros bigint, new_taint text[], is_simulated boolean, new_ended_at timestamptz,
  lease_ms int, new_parked_reason text, new_wake_at timestamptz, seen_nudges int
) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE is_over boolean := new_status IN ('succeeded', 'failed', 'cancelled', 'dead-lettered');
        parent uuid;
        stored text;
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  IF is_over THEN
    SELECT parent_run_id INTO parent FROM public.run WHERE tenant_id = of_tenant AND id = of_run;
    IF parent IS NOT NULL THEN
      PERFORM 1 FROM public.run WHERE tenant_id = of_tenant AND id = parent FOR UPDATE;
    END IF;
  END IF;
  UPDATE public.run SET last_seq = first_seq + cardinality(kinds) - 1,
         status = CASE WHEN new_status = 'parked' AND nudges > seen_nudges THEN 'queued' ELSE new_status END,
         parked_reason = CASE WHEN new_status = 'parked' AND nudges <= seen_nudges THEN new_parked_reason END,
         wake_at = CASE WHEN new_status = 'parked' AND nudges <= seen_nudges THEN new_wake_at END,
         output = new_output,
         error = new_error, steps = new_steps, attempts = new_attempts, input_tokens = new_input_tokens,
         output_tokens = new_output_tokens, cost_micros = new_cost_micros, taint = new_taint, simulated = is_simulated,
         ended_at = new_ended_at,
         lease_until = CASE WHEN new_status = 'running' THEN now() + lease_ms * interval '1 millisecond' END
   WHERE tenant_id = of_tenant AND id = of_run AND epoch = of_epoch AND status = 'running'
  RETURNING status INTO stored;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.journal_entry (tenant_id, run_id, seq, epoch, node_key, iteration_path, kind, payload, at)
  SELECT of_tenant, of_run, first_seq + entry.n - 1, of_epoch, entry.node, entry.path, entry.kind, entry.payload,
         to_timestamp((entry.payload->>'at')::double precision / 1000)
    FROM unnest(kinds, nodes, paths, payloads) WITH ORDINALITY AS entry (kind, node, path, payload, n);
  IF 'signal-received' = ANY (kinds) THEN
    UPDATE public.signal SET consumed_seq = first_seq + entry.n - 1
      FROM unnest(kinds, payloads) WITH ORDINALITY AS entry (kind, payload, n)
     WHERE entry.kind = 'signal-received' AND signal.tenant_id = of_tenant AND signal.run_id = of_run
       AND signal.name = entry.payload->>'name' AND signal.key = entry.payload->>'key';
  END IF;
  IF stored = 'queued' THEN PERFORM pg_notify('slipway_run', of_tenant::text || ':' || of_run::text); END IF;
  IF parent IS NOT NULL THEN PERFORM public.wake_run(of_tenant, parent); END IF;
  IF is_over THEN PERFORM public.cancel_sub_runs(of_tenant, of_run, NULL); END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION journal_append(uuid, uuid, int, int, text[], text[], text[], jsonb[], text, jsonb, jsonb, int, int, int, int, bigint, text[], boolean, timestamptz, int, text, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_append(uuid, uuid, int, int, text[], text[], text[], jsonb[], text, jsonb, jsonb, int, int, int, int, bigint, text[], boolean, timestamptz, int, text, timestamptz, int) TO slip_worker;

-- Runs that need a segment: queued, left by their worker, or parked until a time that has come.
GRANT CREATE ON SCHEMA public TO slip_lookup;
SET LOCAL ROLE slip_lookup;
CREATE OR REPLACE FUNCTION lookup_waiting_runs(max_rows int) RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT r.tenant_id, r.id FROM public.run r
    WHERE r.status = 'queued' OR (r.status = 'running' AND r.lease_until < now()) OR (r.status = 'parked' AND r.wake_at <= now())
    ORDER BY coalesce(r.wake_at, r.queued_at) LIMIT max_rows $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM slip_lookup;
