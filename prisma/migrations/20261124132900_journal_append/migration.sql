-- The hot path of the runtime in one round trip: the tenant, the fence, the run row and the rows of the journal.
-- Returns false, and writes nothing, when the epoch is no longer the run's. Security invoker: row level security holds.
CREATE FUNCTION journal_append(
  of_tenant uuid, of_run uuid, of_epoch int, first_seq int,
  kinds text[], nodes text[], paths text[], payloads jsonb[],
  new_status text, new_output jsonb, new_error jsonb, new_steps int, new_attempts int, new_input_tokens int,
  new_output_tokens int, new_cost_micros bigint, new_taint text[], is_simulated boolean, new_ended_at timestamptz,
  lease_ms int
) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  UPDATE public.run SET last_seq = first_seq + cardinality(kinds) - 1, status = new_status, output = new_output,
         error = new_error, steps = new_steps, attempts = new_attempts, input_tokens = new_input_tokens,
         output_tokens = new_output_tokens, cost_micros = new_cost_micros, taint = new_taint, simulated = is_simulated,
         ended_at = new_ended_at,
         lease_until = CASE WHEN new_status = 'running' THEN now() + lease_ms * interval '1 millisecond' END
   WHERE tenant_id = of_tenant AND id = of_run AND epoch = of_epoch AND status = 'running';
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.journal_entry (tenant_id, run_id, seq, epoch, node_key, iteration_path, kind, payload, at)
  SELECT of_tenant, of_run, first_seq + entry.n - 1, of_epoch, entry.node, entry.path, entry.kind, entry.payload,
         to_timestamp((entry.payload->>'at')::double precision / 1000)
    FROM unnest(kinds, nodes, paths, payloads) WITH ORDINALITY AS entry (kind, node, path, payload, n);
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION journal_append(uuid, uuid, int, int, text[], text[], text[], jsonb[], text, jsonb, jsonb, int, int, int, int, bigint, text[], boolean, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_append(uuid, uuid, int, int, text[], text[], text[], jsonb[], text, jsonb, jsonb, int, int, int, int, bigint, text[], boolean, timestamptz, int) TO slip_worker;
